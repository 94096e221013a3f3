import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { generateTable } from '../../src-core/data/generators/generateTable.ts';
import type { Table } from '../../src-core/data/dataset.ts';
import { sweepSchema } from '../../src-core/experiment/sweep.ts';
import { designSchema } from '../../src-core/network/design.ts';
import { parseNotation } from '../../src-core/network/notation/parseNotation.ts';
import { importTable } from '../datasets/importTable.ts';
import { freePath } from '../project/durableFiles.ts';
import { createProject, openProject } from '../project/projectStore.ts';
import { findSampleProject, readSample, type Sample } from '../project/samples.ts';
import type { WorkbenchContext } from './handlers.ts';

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
  await context.replaceSession((onLockLost) => createProject(folder, sample.title, onLockLost, id));
  try {
    await fillProject(context, sample, join(samplesFolder, id));
  } catch (error) {
    // Half a sample would be taken for a whole one the next time.
    await context.replaceSession(null);
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  context.projectChanged();
}

async function fillProject(context: WorkbenchContext, sample: Sample, sampleFolder: string): Promise<void> {
  const { store, scheduler, addDataset } = context.writableSession();
  const datasetIds = new Map<string, string>();
  for (const dataset of sample.datasets) {
    const table = await makeTable(dataset, sampleFolder);
    datasetIds.set(dataset.id, (await addDataset(table)).id);
  }
  const sweeps = sample.sweeps.map((sweep) => sweepSchema.parse({ ...sweep, datasetId: datasetIds.get(sweep.datasetId) }));
  const designs = sample.designs.map(({ id, name, notation }) => ({ id, name, design: designSchema.parse(parseNotation(notation)) }));
  await store.update((study) => ({ ...study, notes: sample.description, designs, sweeps }));
  for (const { id } of sweeps) await scheduler.open(id);
}

async function makeTable({ id, name, source, attribution }: Sample['datasets'][number], sampleFolder: string): Promise<Table> {
  const table =
    source.kind === 'generator'
      ? generateTable(source.generator, { id, name })
      : await importTable(
          source.files.map((file) => join(sampleFolder, file)),
          source.options,
          name,
        );
  return { ...table, dataset: { ...table.dataset, source: { ...table.dataset.source, attribution } } };
}
