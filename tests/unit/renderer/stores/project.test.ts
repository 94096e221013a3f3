import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { useProject } from '../../../../src-renderer/stores/project.ts';
import { useWorkbench } from '../../../../src-renderer/stores/workbench.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { moonsProject, testWorkbench } from '../../../support/testWorkbench.ts';
import { testClient } from '../../../support/testClient.ts';

beforeEach(() => setActivePinia(createPinia()));

async function connected() {
  const workbench = testWorkbench(await temporaryFolder());
  await useWorkbench().connect(testClient(workbench));
  const project = useProject();
  project.listen();
  await project.refresh();
  return { workbench, project };
}

describe('project', () => {
  it('knows what was there before it listened', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    const { sweepId } = await moonsProject(workbench);
    await useWorkbench().connect(testClient(workbench));
    const project = useProject();
    await project.refresh();
    expect(project.datasets.map(({ name }) => name)).toEqual(['Two moons']);
    expect(project.sweep(sweepId)?.state).toBe('draft');
    expect(project.canWrite).toBe(true);
  });

  it('follows changes made elsewhere', async () => {
    const { workbench, project } = await connected();
    expect(project.snapshot).toBeNull();
    const { sweepId } = await moonsProject(workbench);
    expect(project.snapshot?.name).toBe('Moons');
    expect(project.designs.map(({ name }) => name)).toEqual(['Small']);
    await workbench.api.deleteSweep({ id: sweepId });
    expect(project.sweep(sweepId)).toBeUndefined();
    await workbench.api.closeProject({});
    expect(project.snapshot).toBeNull();
    expect(project.canWrite).toBe(false);
  });

  it('does what its actions say, and shows it at once', async () => {
    const { project } = await connected();
    await project.create('Study', null);
    const dataset = await project.generateDataset({ name: 'XOR', generator: { type: 'xor' } });
    const design = await project.saveDesign(null, 'One', parseNotation('full 2 softmax'));
    await project.saveDesign(design.id, 'Renamed', design.design);
    await project.editDataset({ id: dataset.id, name: 'Exclusive or' });
    expect(project.designs).toHaveLength(1);
    expect(project.design(design.id)?.name).toBe('Renamed');
    expect(project.dataset(dataset.id)?.name).toBe('Exclusive or');
    await project.deleteDesign(design.id);
    await project.deleteDataset(dataset.id);
    expect([project.designs, project.datasets]).toEqual([[], []]);
    await project.close();
    expect(project.snapshot).toBeNull();
  });

  it('passes errors on to the caller', async () => {
    const { project } = await connected();
    await expect(project.saveDesign(null, 'One', parseNotation('full 2'))).rejects.toMatchObject({ code: 'project/none-open' });
  });
});
