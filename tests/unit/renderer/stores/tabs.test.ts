import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { useProject } from '../../../../src-renderer/stores/project.ts';
import { documentKey, useTabs, type TabDocument } from '../../../../src-renderer/stores/tabs.ts';
import { useWorkbench } from '../../../../src-renderer/stores/workbench.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { moonsProject, testWorkbench } from '../../../support/testWorkbench.ts';
import { useMemoryStorage } from '../../../support/memoryStorage.ts';
import { testClient } from '../../../support/testClient.ts';

let kept: Map<string, string>;
beforeEach(() => {
  setActivePinia(createPinia());
  kept = useMemoryStorage();
});

const home: TabDocument = { kind: 'home' };

async function inMoons() {
  const workbench = testWorkbench(await temporaryFolder());
  const { sweepId, folder } = await moonsProject(workbench);
  await useWorkbench().connect(testClient(workbench));
  const project = useProject();
  project.listen();
  await project.refresh();
  const { datasets, designs } = project;
  return { workbench, project, sweepId, folder, datasetId: datasets[0]!.id, designId: designs[0]!.id };
}

describe('documentKey', () => {
  it('tells trials of one sweep apart', () => {
    expect(documentKey({ kind: 'trial', sweepId: 'a', trial: 3 })).toBe('trial:a:3');
    expect(documentKey({ kind: 'sweep', sweepId: null })).not.toBe(documentKey({ kind: 'results', sweepId: 'a' }));
  });
});

describe('tabs', () => {
  it('show Home while no project is open', () => {
    const tabs = useTabs();
    expect(tabs.documents).toEqual([home]);
    expect(tabs.active).toEqual(home);
  });

  it('begin in a new project with its sweep', async () => {
    const { sweepId } = await inMoons();
    expect(useTabs().active).toEqual({ kind: 'sweep', sweepId });
  });

  it('open a document once and bring it to the front', async () => {
    const { datasetId, sweepId } = await inMoons();
    const tabs = useTabs();
    tabs.openTab({ kind: 'dataset', datasetId });
    tabs.openTab({ kind: 'trial', sweepId, trial: 0 });
    tabs.openTab({ kind: 'dataset', datasetId });
    expect(tabs.documents).toHaveLength(3);
    expect(tabs.active).toEqual({ kind: 'dataset', datasetId });
  });

  it('go to a neighbour when the one in front is closed', async () => {
    const { datasetId, designId, sweepId } = await inMoons();
    const tabs = useTabs();
    tabs.openTab({ kind: 'dataset', datasetId });
    tabs.openTab({ kind: 'design', designId });
    tabs.openTab({ kind: 'dataset', datasetId });
    tabs.closeTab({ kind: 'dataset', datasetId });
    expect(tabs.active).toEqual({ kind: 'design', designId });
    tabs.closeTab({ kind: 'design', designId });
    expect(tabs.active).toEqual({ kind: 'sweep', sweepId });
    tabs.closeTab({ kind: 'sweep', sweepId });
    expect(tabs.active).toBeNull();
  });

  it('go round with next and previous', async () => {
    const { datasetId, sweepId } = await inMoons();
    const tabs = useTabs();
    tabs.openTab({ kind: 'dataset', datasetId });
    tabs.activateNext(1);
    expect(tabs.active).toEqual({ kind: 'sweep', sweepId });
    tabs.activateNext(-1);
    expect(tabs.active).toEqual({ kind: 'dataset', datasetId });
  });

  it('put a saved sweep in the place of the new one', async () => {
    const { sweepId, datasetId } = await inMoons();
    const tabs = useTabs();
    tabs.closeTab({ kind: 'sweep', sweepId });
    tabs.openTab({ kind: 'sweep', sweepId: null });
    tabs.openTab({ kind: 'dataset', datasetId });
    tabs.openTab({ kind: 'sweep', sweepId: null });
    tabs.replaceTab({ kind: 'sweep', sweepId: null }, { kind: 'sweep', sweepId });
    expect(tabs.documents.map(documentKey)).toEqual([`sweep:${sweepId}`, `dataset:${datasetId}`]);
    expect(tabs.active).toEqual({ kind: 'sweep', sweepId });
  });

  it('are the same after a reload', async () => {
    const { workbench, datasetId, sweepId } = await inMoons();
    const before = useTabs();
    before.openTab({ kind: 'dataset', datasetId });
    before.openTab({ kind: 'trial', sweepId, trial: 1 });
    before.openTab({ kind: 'dataset', datasetId });
    await nextTick();

    setActivePinia(createPinia());
    await useWorkbench().connect(testClient(workbench));
    await useProject().refresh();
    const after = useTabs();
    expect(after.documents).toEqual(before.documents);
    expect(after.active).toEqual({ kind: 'dataset', datasetId });
  });

  it('forget what is no longer there, and what another version wrote', async () => {
    const { workbench, folder, sweepId } = await inMoons();
    const key = `neuronlearning.tabs:${folder}`;
    kept.set(key, JSON.stringify({ documents: [{ kind: 'design', designId: 'gone' }, home], active: 'design:gone' }));
    setActivePinia(createPinia());
    await useWorkbench().connect(testClient(workbench));
    await useProject().refresh();
    expect(useTabs().documents).toEqual([home]);

    kept.set(key, '{ cut sho');
    setActivePinia(createPinia());
    await useWorkbench().connect(testClient(workbench));
    await useProject().refresh();
    expect(useTabs().active).toEqual({ kind: 'sweep', sweepId });
  });

  it('close with what was deleted', async () => {
    const { project, sweepId, datasetId } = await inMoons();
    const tabs = useTabs();
    tabs.openTab({ kind: 'dataset', datasetId });
    await project.deleteSweep(sweepId);
    await nextTick();
    expect(tabs.documents).toEqual([{ kind: 'dataset', datasetId }]);
  });

  it('lead from Home to what was open in the project', async () => {
    const { sweepId, datasetId } = await inMoons();
    const tabs = useTabs();
    tabs.openTab({ kind: 'dataset', datasetId });
    tabs.openTab(home);
    tabs.leaveHome();
    expect(tabs.active).toEqual({ kind: 'sweep', sweepId });
  });

  it('go back to Home alone when the project is closed', async () => {
    const { project } = await inMoons();
    const tabs = useTabs();
    await project.close();
    expect(tabs.documents).toEqual([home]);
    expect(tabs.active).toEqual(home);
  });
});
