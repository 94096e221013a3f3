import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { useCommands } from '../../../../src-renderer/stores/commands.ts';
import { useNotifications } from '../../../../src-renderer/stores/notifications.ts';

beforeEach(() => setActivePinia(createPinia()));

describe('commands', () => {
  it('run by name, and do nothing where they are unknown or not to be had', async () => {
    const commands = useCommands();
    const done: string[] = [];
    let canUndo = false;
    commands.register([
      { name: 'newProject', label: 'New project…', group: 'File', run: () => done.push('new') },
      { name: 'undo', label: 'Undo', group: 'Edit', isEnabled: () => canUndo, run: () => done.push('undo') },
    ]);
    await commands.run('newProject');
    await commands.run('undo');
    await commands.run('nonsense');
    expect(done).toEqual(['new']);
    canUndo = true;
    await commands.run('undo');
    expect(done).toEqual(['new', 'undo']);
  });

  it('of one name, the later stands until it is taken away', async () => {
    const commands = useCommands();
    const done: string[] = [];
    commands.register([{ name: 'undo', label: 'Undo', group: 'Edit', run: () => done.push('frame') }]);
    const withdraw = commands.register([{ name: 'undo', label: 'Undo', group: 'Edit', run: () => done.push('document') }]);
    await commands.run('undo');
    withdraw();
    await commands.run('undo');
    expect(done).toEqual(['document', 'frame']);
    expect(commands.all).toHaveLength(1);
  });

  it('report an error under the name of the command', async () => {
    const commands = useCommands();
    commands.register([{ name: 'newDesign', label: 'New design…', group: 'File', run: () => Promise.reject(new Error('no room')) }]);
    await commands.run('newDesign');
    expect(useNotifications().shown).toMatchObject([{ level: 'error', title: 'New design', text: 'no room' }]);
  });
});
