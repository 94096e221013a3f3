import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Dataset } from '../../src-core/data/dataset.ts';
import type { Sweep } from '../../src-core/experiment/sweep.ts';
import type { Design } from '../../src-core/network/design.ts';
import type { RequestParameters } from '../../src-main/contract/requests.ts';
import type { NamedDesign, ProjectSnapshot, SweepSummary } from '../../src-main/contract/snapshots.ts';
import { useWorkbench } from './workbench.ts';

/** The open project, kept true by the workbench's events. Actions reject with a WorkbenchError; callers report it. */
export const useProject = defineStore('project', () => {
  const workbench = useWorkbench();
  const snapshot = shallowRef<ProjectSnapshot | null>(null);
  /** Raised when the project was read anew, as after a lost connection came back: what could not be saved can be now. */
  const readings = ref(0);

  const datasets = computed<readonly Dataset[]>(() => snapshot.value?.datasets ?? []);
  const designs = computed<readonly NamedDesign[]>(() => snapshot.value?.designs ?? []);
  const sweeps = computed<readonly SweepSummary[]>(() => snapshot.value?.sweeps ?? []);
  const canWrite = computed(() => snapshot.value !== null && snapshot.value.readOnly === null);

  const dataset = (id: string): Dataset | undefined => datasets.value.find((one) => one.id === id);
  const design = (id: string): NamedDesign | undefined => designs.value.find((one) => one.id === id);
  const sweep = (id: string): SweepSummary | undefined => sweeps.value.find((one) => one.sweep.id === id);

  /** Listens to the workbench and asks for the project that is open already. Called again after a lost connection came back. */
  async function refresh(): Promise<void> {
    snapshot.value = await workbench.api.project({});
    readings.value++;
  }

  function listen(): void {
    workbench.client.on('projectChanged', (project) => (snapshot.value = project));
    workbench.client.on('sweepChanged', replaceSweep);
  }

  // An answer can overtake the event that tells the same; taking both is harmless, each is the whole truth of its moment.
  function replaceSweep(summary: SweepSummary): void {
    const project = snapshot.value;
    if (!project) return;
    const known = project.sweeps.some((one) => one.sweep.id === summary.sweep.id);
    const changed = project.sweeps.map((one) => (one.sweep.id === summary.sweep.id ? summary : one));
    snapshot.value = { ...project, sweeps: known ? changed : [...changed, summary] };
  }

  async function create(name: string, folder: string | null): Promise<ProjectSnapshot> {
    return (snapshot.value = await workbench.api.createProject({ name, folder }));
  }
  async function open(folder: string): Promise<ProjectSnapshot> {
    return (snapshot.value = await workbench.api.openProject({ folder }));
  }
  async function openSample(sample: string): Promise<ProjectSnapshot> {
    return (snapshot.value = await workbench.api.openSample({ sample }));
  }
  async function edit(change: RequestParameters<'editProject'>): Promise<void> {
    snapshot.value = await workbench.api.editProject(change);
  }
  async function close(): Promise<void> {
    await workbench.api.closeProject({});
    snapshot.value = null;
  }

  async function importDataset(request: RequestParameters<'importDataset'>): Promise<Dataset> {
    return keepDataset(await workbench.api.importDataset(request));
  }
  async function generateDataset(request: RequestParameters<'generateDataset'>): Promise<Dataset> {
    return keepDataset(await workbench.api.generateDataset(request));
  }
  async function editDataset(request: RequestParameters<'editDataset'>): Promise<Dataset> {
    return keepDataset(await workbench.api.editDataset(request));
  }
  async function deleteDataset(id: string): Promise<void> {
    await workbench.api.deleteDataset({ id });
    change((project) => ({ ...project, datasets: project.datasets.filter((one) => one.id !== id) }));
  }

  async function saveDesign(id: string | null, name: string, design: Design): Promise<NamedDesign> {
    const saved = await workbench.api.saveDesign({ id, name, design });
    change((project) => ({ ...project, designs: placed(project.designs, saved, (one) => one.id === saved.id) }));
    return saved;
  }
  async function deleteDesign(id: string): Promise<void> {
    await workbench.api.deleteDesign({ id });
    change((project) => ({ ...project, designs: project.designs.filter((one) => one.id !== id) }));
  }

  async function saveSweep(sweep: Sweep): Promise<SweepSummary> {
    const summary = await workbench.api.saveSweep({ sweep });
    replaceSweep(summary);
    return summary;
  }
  async function deleteSweep(id: string): Promise<void> {
    await workbench.api.deleteSweep({ id });
    change((project) => ({ ...project, sweeps: project.sweeps.filter((one) => one.sweep.id !== id) }));
  }
  async function startSweep(id: string): Promise<void> {
    replaceSweep(await workbench.api.startSweep({ id }));
  }
  async function pauseSweep(id: string): Promise<void> {
    replaceSweep(await workbench.api.pauseSweep({ id }));
  }
  async function resumeSweep(id: string): Promise<void> {
    replaceSweep(await workbench.api.resumeSweep({ id }));
  }

  function keepDataset(dataset: Dataset): Dataset {
    change((project) => ({ ...project, datasets: placed(project.datasets, dataset, (one) => one.id === dataset.id) }));
    return dataset;
  }
  function change(edit: (project: ProjectSnapshot) => ProjectSnapshot): void {
    if (snapshot.value) snapshot.value = edit(snapshot.value);
  }

  return {
    snapshot,
    readings,
    datasets,
    designs,
    sweeps,
    canWrite,
    dataset,
    design,
    sweep,
    refresh,
    listen,
    create,
    open,
    openSample,
    edit,
    close,
    importDataset,
    generateDataset,
    editDataset,
    deleteDataset,
    saveDesign,
    deleteDesign,
    saveSweep,
    deleteSweep,
    startSweep,
    pauseSweep,
    resumeSweep,
  };
});

/** The list with the item in its old place, or at the end. */
function placed<Item>(items: readonly Item[], item: Item, isSame: (one: Item) => boolean): Item[] {
  return items.some(isSame) ? items.map((one) => (isSame(one) ? item : one)) : [...items, item];
}
