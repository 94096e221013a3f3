import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { generateTable } from '../../src-core/data/generators/generateTable.ts';
import type { Dataset, Table } from '../../src-core/data/dataset.ts';
import { comparedRecipes } from '../../src-core/experiment/comparedRecipes.ts';
import { sweepSchema, type Sweep } from '../../src-core/experiment/sweep.ts';
import { teachingTaskOf } from '../../src-core/experiment/teachingTask.ts';
import { designSchema } from '../../src-core/network/design.ts';
import { parseNotation } from '../../src-core/network/notation/parseNotation.ts';
import { importTable } from '../datasets/importTable.ts';
import { freePath } from '../project/durableFiles.ts';
import { createProject, openProject } from '../project/projectStore.ts';
import { findSampleProject, readSample, type Sample } from '../project/samples.ts';
import type { WorkbenchContext } from './handlers.ts';
import type { Session } from './session.ts';

/** Opens the project made from a sample earlier, or makes one in the projects folder. */
export async function openSampleProject(context: WorkbenchContext, id: string): Promise<void> {
  const { samplesFolder, projectsFolder } = context.services;
  const sample = await readSample(samplesFolder, id);
  if (context.openSession?.store.study.sample === id) return;
  const earlier = await findSampleProject(projectsFolder, id);
  if (earlier !== null) {
    await context.replaceSession((onLockLost) => openProject(earlier, onLockLost));
    return;
  }
  const folder = await freePath(join(projectsFolder, id));
  const session = await context.replaceSession((onLockLost) => createProject(folder, sample.title, onLockLost, id));
  try {
    await fillProject(session, sample, (other) => join(samplesFolder, other ?? id));
  } catch (error) {
    // Half a sample would be taken for a whole one the next time.
    if (context.openSession === session) await context.closeSession();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  context.projectChanged();
}

/** Where the files of a sample are: of the one that is opened, unless another is named. */
type FolderOf = (sample: string | undefined) => string;

async function fillProject({ store, scheduler, addDataset }: Session, sample: Sample, folderOf: FolderOf): Promise<void> {
  const datasets = new Map<string, Dataset>();
  for (const dataset of sample.datasets) datasets.set(dataset.id, await addDataset(await makeTable(dataset, folderOf)));
  const sweeps = sample.sweeps.map((sweep) => makeSweep(sweep, datasets.get(sweep.datasetId)));
  const designs = sample.designs.map(({ id, name, notation }) => ({ id, name, design: designSchema.parse(parseNotation(notation)) }));
  for (const { id } of sweeps) await scheduler.open(id);
  await store.update((study) => ({ ...study, notes: sample.notes ?? sample.description, designs, sweeps }));
}

function makeSweep({ compare, ...sweep }: Sample['sweeps'][number], dataset: Dataset | undefined): Sweep {
  const recipes = compare && dataset ? { designIds: [], recipes: comparedRecipes(compare, teachingTaskOf(dataset, compare.neurons)) } : {};
  return sweepSchema.parse({ settings: {}, ...sweep, ...recipes, datasetId: dataset?.id });
}

async function makeTable({ id, name, source, attribution }: Sample['datasets'][number], folderOf: FolderOf): Promise<Table> {
  const table =
    source.kind === 'generator'
      ? generateTable(source.generator, { id, name })
      : await importTable(
          source.files.map((file) => join(folderOf(source.of), file)),
          source.options,
          name,
        );
  return { ...table, dataset: { ...table.dataset, source: { ...table.dataset.source, attribution } } };
}
