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
    await fillProject(session, sample, join(samplesFolder, id));
  } catch (error) {
    // Half a sample would be taken for a whole one the next time.
    if (context.openSession === session) await context.closeSession();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  context.projectChanged();
}

async function fillProject({ store, scheduler, addDataset }: Session, sample: Sample, sampleFolder: string): Promise<void> {
  const datasetIds = new Map<string, string>();
  for (const dataset of sample.datasets) {
    const table = await makeTable(dataset, sampleFolder);
    datasetIds.set(dataset.id, (await addDataset(table)).id);
  }
  const sweeps = sample.sweeps.map((sweep) => sweepSchema.parse({ ...sweep, datasetId: datasetIds.get(sweep.datasetId) }));
  const designs = sample.designs.map(({ id, name, notation }) => ({ id, name, design: designSchema.parse(parseNotation(notation)) }));
  for (const { id } of sweeps) await scheduler.open(id);
  await store.update((study) => ({ ...study, notes: sample.description, designs, sweeps }));
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
