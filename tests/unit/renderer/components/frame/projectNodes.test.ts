import { createPinia, setActivePinia } from 'pinia';
import { describe, expect, it } from 'vitest';
import { projectNodes } from '../../../../../src-renderer/components/frame/projectNodes.ts';
import { useNodeActions } from '../../../../../src-renderer/components/frame/useNodeActions.ts';
import { useCommands } from '../../../../../src-renderer/stores/commands.ts';
import { useDialogs } from '../../../../../src-renderer/stores/dialogs.ts';
import { useProject } from '../../../../../src-renderer/stores/project.ts';
import { useWorkbench } from '../../../../../src-renderer/stores/workbench.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';
import { moonsProject, testWorkbench } from '../../../../support/testWorkbench.ts';
import { useMemoryStorage } from '../../../../support/memoryStorage.ts';
import { testClient } from '../../../../support/testClient.ts';

async function moons() {
  setActivePinia(createPinia());
  useMemoryStorage();
  const workbench = testWorkbench(await temporaryFolder());
  const { sweepId } = await moonsProject(workbench);
  await useWorkbench().connect(testClient(workbench));
  const project = useProject();
  project.listen();
  await project.refresh();
  return { project, sweepId };
}

describe('the tree of a project', () => {
  it('lists what is in it by name, a draft leading to its definition', async () => {
    const { project, sweepId } = await moons();
    const [datasets, designs, sweeps] = projectNodes(project);
    expect(datasets!.children).toMatchObject([{ label: 'Two moons', badge: { text: '200' } }]);
    expect(designs!.children).toMatchObject([{ label: 'Small', document: { kind: 'design' } }]);
    expect(sweeps!.children).toMatchObject([{ label: 'Moons', badge: { text: 'draft' }, document: { kind: 'sweep', sweepId } }]);
  });

  it('says of sweeps what their teaching may read', async () => {
    const { project } = await moons();
    expect(projectNodes(project)[2]!.children![0]!.title).toBe('Moons: may read targets');
  });

  it('offers a comparison of skins where sweeps are made', async () => {
    const { project } = await moons();
    const ran: string[] = [];
    const command = (name: string, label: string) => ({ name, label, group: 'File' as const, run: () => ran.push(name) });
    useCommands().register([command('newSweep', 'New sweep'), command('newComparison', 'Compare skins…')]);
    const actions = useNodeActions().actionsOf(projectNodes(project)[2]!);
    expect(actions.map(({ label, refusal }) => [label, refusal])).toEqual([
      ['New sweep', null],
      ['Compare skins…', null],
    ]);
    actions[1]!.run();
    expect(ran).toEqual(['newComparison']);
  });

  it('refuses to delete what a sweep uses, and says which', async () => {
    const { project, sweepId } = await moons();
    const { actionsOf } = useNodeActions();
    const deleting = () => actionsOf(projectNodes(project)[0]!.children![0]!).find(({ key }) => key === 'Delete')!;
    expect(deleting().refusal).toBe('used by Moons');
    await project.deleteSweep(sweepId);
    expect(deleting().refusal).toBeNull();
    deleting().run();
    const dialogs = useDialogs();
    expect(dialogs.open).toMatchObject({ kind: 'confirm', title: 'Delete Two moons?' });
    if (dialogs.open?.kind === 'confirm') await dialogs.open.confirm();
    expect(project.datasets).toEqual([]);
  });

  it('renames through the dialog', async () => {
    const { project } = await moons();
    const { actionsOf } = useNodeActions();
    for (const group of projectNodes(project)) {
      actionsOf(group.children![0]!)
        .find(({ key }) => key === 'F2')!
        .run();
      const dialogs = useDialogs();
      if (dialogs.open?.kind === 'rename') await dialogs.open.rename(`New ${dialogs.open.name}`);
    }
    expect(projectNodes(project).flatMap(({ children }) => children!.map(({ label }) => label))).toEqual([
      'New Two moons',
      'New Small',
      'New Moons',
    ]);
  });
});
