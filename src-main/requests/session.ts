import { join } from 'node:path';
import type { Dataset, Table } from '../../src-core/data/dataset.ts';
import { asWorkbenchError, WorkbenchError } from '../../src-core/errors.ts';
import type { EventListener } from '../contract/events.ts';
import type { ProjectSnapshot } from '../contract/snapshots.ts';
import { readDataset, readTable, writeDataset } from '../datasets/datasetStore.ts';
import { asWriteError } from '../project/fileError.ts';
import type { ProjectStore } from '../project/projectStore.ts';
import { shortId } from '../project/shortId.ts';
import type { Study } from '../project/studyFile.ts';
import { createInspection, type Inspection } from '../training/inspection.ts';
import { createSweepScheduler, type SchedulerOptions, type SweepScheduler } from '../training/sweepScheduler.ts';
import type { ShellServices } from '../shellServices.ts';

/** The open project with all that works on it. */
export interface Session {
  readonly store: ProjectStore;
  readonly scheduler: SweepScheduler;
  readonly inspection: Inspection;
  snapshot(): ProjectSnapshot;
  /** @throws data/unknown-dataset */
  dataset(id: string): Dataset;
  datasetFolder(id: string): string;
  /** The values of a dataset; those asked for last are kept. */
  table(id: string): Promise<Table>;
  /** Writes a table as a new dataset of the project, with an id made from its name. */
  addDataset(table: Table): Promise<Dataset>;
  replaceDataset(id: string, table: Table): Promise<Dataset>;
  forgetDataset(id: string): void;
  close(): Promise<void>;
}

/** Starts work on an opened project: reads its datasets' descriptions and its sweeps' journals. */
export async function startSession(
  store: ProjectStore,
  services: Pick<ShellServices, 'forkTrainer'>,
  emit: EventListener,
  options: SchedulerOptions,
): Promise<Session> {
  const warnings = [...store.warnings];
  const datasets = new Map<string, Dataset>();
  const datasetFolder = (id: string) => join(store.folder, 'datasets', id);
  let lastTable: { readonly of: Dataset; readonly table: Promise<Table> } | null = null;
  /** Ids of datasets being written that the study does not list yet. */
  const arriving = new Set<string>();

  for (const id of store.study.datasets) {
    try {
      datasets.set(id, await readDataset(datasetFolder(id)));
    } catch (error) {
      warnings.push(`The dataset "${id}" cannot be read: ${asWorkbenchError(error).message}`);
    }
  }

  function dataset(id: string): Dataset {
    const found = datasets.get(id);
    if (found) return found;
    throw new WorkbenchError('data/unknown-dataset', `There is no dataset "${id}" in this project.`, { id });
  }

  const scheduler = createSweepScheduler(
    {
      folder: store.folder,
      get readOnly() {
        return store.readOnly;
      },
      sweep: (id) => findSweep(store.study, id),
      designs: (ids) => ids.map((id) => findDesign(store.study, id)),
      dataset,
    },
    services,
    emit,
    options,
  );
  try {
    for (const { id } of store.study.sweeps) warnings.push(...(await scheduler.open(id)));
  } catch (error) {
    await scheduler.close();
    throw error;
  }

  async function write(id: string, table: Table): Promise<Dataset> {
    if (store.readOnly !== null) throw new WorkbenchError('project/read-only', store.readOnly, { folder: store.folder });
    try {
      const written = await writeDataset(datasetFolder(id), { ...table, dataset: { ...table.dataset, id } });
      datasets.set(id, written);
      return written;
    } catch (error) {
      throw asWriteError(error, store.folder);
    }
  }

  return {
    store,
    scheduler,
    inspection: createInspection(),
    snapshot: () => ({
      folder: store.folder,
      name: store.study.name,
      notes: store.study.notes,
      readOnly: store.readOnly,
      datasets: store.study.datasets.flatMap((id) => datasets.get(id) ?? []),
      designs: store.study.designs,
      sweeps: store.study.sweeps.map(({ id }) => scheduler.summary(id)),
      warnings,
    }),
    dataset,
    datasetFolder,
    async table(id) {
      const of = dataset(id);
      if (lastTable?.of !== of) lastTable = { of, table: readTable(datasetFolder(id)) };
      const asked = lastTable;
      try {
        return await asked.table;
      } catch (error) {
        if (lastTable === asked) lastTable = null;
        throw error;
      }
    },
    async addDataset(table) {
      const id = shortId(table.dataset.name, [...store.study.datasets, ...arriving], 'dataset');
      arriving.add(id);
      try {
        const written = await write(id, table);
        await store.update((study) => ({ ...study, datasets: [...study.datasets, id] }));
        return written;
      } finally {
        arriving.delete(id);
      }
    },
    replaceDataset: write,
    forgetDataset(id) {
      datasets.delete(id);
      lastTable = null;
    },
    async close() {
      try {
        await scheduler.close();
      } finally {
        await store.close();
      }
    },
  };
}

/** @throws experiment/unknown-sweep */
export function findSweep(study: Study, id: string): Study['sweeps'][number] {
  const sweep = study.sweeps.find((candidate) => candidate.id === id);
  if (sweep) return sweep;
  throw new WorkbenchError('experiment/unknown-sweep', `There is no sweep "${id}" in this project.`, { id });
}

/** @throws design/unknown-design */
export function findDesign(study: Study, id: string): Study['designs'][number] {
  const design = study.designs.find((candidate) => candidate.id === id);
  if (design) return design;
  throw new WorkbenchError('design/unknown-design', `There is no design "${id}" in this project.`, { id });
}
