import { editColumns } from '../../src-core/data/editColumns.ts';
import { generateTable } from '../../src-core/data/generators/generateTable.ts';
import { datasetImages } from '../../src-core/data/images.ts';
import { preprocessingSchema, splitSchema } from '../../src-core/data/partition.ts';
import { prepareData } from '../../src-core/data/prepareData.ts';
import { datasetRows } from '../../src-core/data/rows.ts';
import { columnStatistics } from '../../src-core/data/statistics.ts';
import { WorkbenchError } from '../../src-core/errors.ts';
import type { ColumnStatistics } from '../contract/snapshots.ts';
import { importTable, previewImport } from '../datasets/importTable.ts';
import { moveToBin } from '../project/durableFiles.ts';
import type { Handlers, WorkbenchContext } from './handlers.ts';

type DatasetRequests =
  | 'previewImport'
  | 'importDataset'
  | 'generateDataset'
  | 'editDataset'
  | 'deleteDataset'
  | 'datasetRows'
  | 'datasetImages'
  | 'datasetStatistics'
  | 'datasetTreatments';

export function datasetRequests(context: WorkbenchContext): Handlers<DatasetRequests> {
  /** By the hash of the data and its columns: statistics of a large dataset take a while. */
  let lastStatistics: { readonly key: string; readonly statistics: readonly ColumnStatistics[] } | null = null;

  return {
    previewImport: ({ files, options }) => previewImport(files, options),
    async importDataset({ files, options, name }) {
      const { addDataset } = context.writableSession();
      const dataset = await addDataset(await importTable(files, options, name));
      context.projectChanged();
      return dataset;
    },
    async generateDataset({ name, generator }) {
      const { addDataset } = context.writableSession();
      const dataset = await addDataset(generateTable(generator, { id: name, name }));
      context.projectChanged();
      return dataset;
    },
    async editDataset({ id, name, columns }) {
      const { table, replaceDataset } = context.writableSession();
      const before = await table(id);
      const edited = columns ? editColumns(before, columns) : before;
      const dataset = await replaceDataset(id, { ...edited, dataset: { ...edited.dataset, name: name ?? before.dataset.name } });
      context.projectChanged();
      return dataset;
    },
    async deleteDataset({ id }) {
      const { store, forgetDataset } = context.writableSession();
      const users = store.study.sweeps.filter(({ datasetId }) => datasetId === id).map((sweep) => `"${sweep.name}"`);
      if (users.length > 0) {
        throw new WorkbenchError(
          'data/in-use',
          `The dataset "${id}" is used by ${users.join(', ')}. Delete ${users.length === 1 ? 'that sweep' : 'those sweeps'} first.`,
          { id },
        );
      }
      await store.update((study) => ({ ...study, datasets: study.datasets.filter((other) => other !== id) }));
      await moveToBin(store.folder, `datasets/${id}`);
      forgetDataset(id);
      context.projectChanged();
      return null;
    },
    datasetRows: async ({ id, from, count }) => datasetRows(await context.session().table(id), from, count),
    datasetImages: async ({ id, from, count }) => datasetImages(await context.session().table(id), from, count),
    async datasetStatistics({ id }) {
      const table = await context.session().table(id);
      const key = JSON.stringify([table.dataset.sha256, table.dataset.columns]);
      if (lastStatistics?.key !== key) lastStatistics = { key, statistics: columnStatistics(table) };
      return lastStatistics.statistics;
    },
    async datasetTreatments({ id }) {
      const table = await context.session().table(id);
      const options = {
        split: splitSchema.parse({}),
        preprocessing: preprocessingSchema.parse({}),
        seed: 1,
        precision: 'float32',
      } as const;
      return prepareData(table, options).treatments;
    },
  };
}
