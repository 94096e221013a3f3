import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { effectScope } from 'vue';
import { parseNotation } from '../../../../../src-core/network/notation/parseNotation.ts';
import { printNotation } from '../../../../../src-core/network/notation/printNotation.ts';
import { useDesignEditor } from '../../../../../src-renderer/components/network/useDesignEditor.ts';
import { useProject } from '../../../../../src-renderer/stores/project.ts';
import { useWorkbench } from '../../../../../src-renderer/stores/workbench.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';
import { testWorkbench } from '../../../../support/testWorkbench.ts';
import { testClient } from '../../../../support/testClient.ts';

beforeEach(() => setActivePinia(createPinia()));

async function editing(notation: string) {
  const workbench = testWorkbench(await temporaryFolder());
  await useWorkbench().connect(testClient(workbench));
  const project = useProject();
  project.listen();
  await project.create('Study', null);
  const { id } = await project.saveDesign(null, 'Mine', parseNotation(notation));
  const scope = effectScope();
  onTestFinished(() => scope.stop());
  const editor = scope.run(() => useDesignEditor(id))!;
  const stored = async (): Promise<string> =>
    printNotation((await workbench.api.project({}))!.designs.find((one) => one.id === id)!.design);
  return { workbench, id, scope, editor, stored };
}

describe('useDesignEditor', () => {
  it('saves what is edited, and what is undone', async () => {
    const { editor, stored } = await editing('full 4 tanh');
    editor.change(parseNotation('full 8 tanh'));
    expect(editor.isSaved.value).toBe(false);
    await vi.waitFor(async () => expect(await stored()).toBe('full 8 tanh'));
    await vi.waitFor(() => expect(editor.isSaved.value).toBe(true));
    editor.undo();
    await vi.waitFor(async () => expect(await stored()).toBe('full 4 tanh'));
    editor.redo();
    await vi.waitFor(async () => expect(await stored()).toBe('full 8 tanh'));
  });

  it('saves what is left to save when it is closed', async () => {
    const { editor, scope, stored } = await editing('full 4 tanh');
    editor.change(parseNotation('full 5 tanh'));
    scope.stop();
    await vi.waitFor(async () => expect(await stored()).toBe('full 5 tanh'), { timeout: 300 });
  });

  it('keeps an unfinished edit and says in words why it is not saved', async () => {
    const { editor, stored } = await editing('full 4 tanh');
    const [layer] = editor.design.value.layers;
    editor.change({ layers: [{ ...layer!, name: '9 lives' }] });
    await vi.waitFor(() => expect(editor.problem.value).toContain('Layer "9 lives", name: starts with a letter'));
    expect(await stored()).toBe('full 4 tanh');
    editor.undo();
    await vi.waitFor(() => expect(editor.problem.value).toBeNull());
  });

  it('makes one step of typing', async () => {
    const { editor } = await editing('full 4 tanh');
    for (const size of [1, 12, 128]) editor.change(parseNotation(`full ${size} tanh`), 'size');
    editor.undo();
    expect(printNotation(editor.design.value)).toBe('full 4 tanh');
  });

  it('takes over what another window saved', async () => {
    const { workbench, id, editor } = await editing('full 4 tanh');
    await workbench.api.saveDesign({ id, name: 'Mine', design: { layers: [...parseNotation('full 9 relu').layers] } });
    await vi.waitFor(() => expect(printNotation(editor.design.value)).toBe('full 9 relu'));
    expect(editor.isSaved.value).toBe(true);
    expect(editor.canUndo.value).toBe(true);
  });
});
