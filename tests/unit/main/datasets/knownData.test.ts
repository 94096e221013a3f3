import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { preprocessingSchema, splitSchema } from '../../../../src-core/data/partition.ts';
import { prepareData } from '../../../../src-core/data/prepareData.ts';
import { csvOptionsSchema } from '../../../../src-main/contract/importOptions.ts';
import { importTable, previewImport } from '../../../../src-main/datasets/importTable.ts';
import { hasSharedData, sharedData, sharedDataNote } from '../../../support/sharedData.ts';

const root = new URL('../../../../', import.meta.url);

const sample = (name: string) => fileURLToPath(new URL(`resources/samples/${name}`, root));
const standard = { split: splitSchema.parse({}), preprocessing: preprocessingSchema.parse({}), seed: 1, precision: 'float32' as const };

describe('the samples', () => {
  it('digits: 1797 pictures of 8×8 in 0…1, ten classes', async () => {
    const table = await importTable(
      [sample('digits/digits.csv.gz')],
      csvOptionsSchema.parse({ type: 'csv', imageShape: '8x8', imageMaximum: 16 }),
    );
    expect(table.dataset).toMatchObject({
      rows: 1797,
      columns: [{ shape: [8, 8], storage: 'uint8' }, { categories: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] }],
    });
    const data = prepareData(table, standard);
    expect(data).toMatchObject({ inputShape: [8, 8], outputSize: 10, task: 'classification' });
    expect(data.parts.test).toHaveLength(359);
    expect(Float32Array.from(data.inputs).reduce((most, value) => Math.max(most, value))).toBe(1);
    // The first row is a zero whose third pixel is 5 of 16.
    expect([data.labels![0], data.inputs[2]]).toEqual([0, 5 / 16]);
  });

  it('iris: 150 flowers of three named classes, standardised', async () => {
    const preview = await previewImport([sample('iris/iris.csv')], { type: 'auto' });
    expect(preview).toMatchObject({ rows: 150, options: { skipLines: 0, header: true } });
    const data = prepareData(await importTable([sample('iris/iris.csv')], { type: 'auto' }), standard);
    expect(data).toMatchObject({ inputShape: [4], classNames: ['setosa', 'versicolor', 'virginica'] });
    expect([data.parts.train.length, data.parts.test.length]).toEqual([120, 30]);
  });
});

describe.skipIf(!hasSharedData)(`the shared data${sharedDataNote}`, () => {
  const tables = [
    ['iris.csv', 150, 4, ['setosa', 'versicolor', 'virginica'], [50, 50, 50]],
    ['wine_data.csv', 178, 13, ['class_0', 'class_1', 'class_2'], [59, 71, 48]],
    ['breast_cancer.csv', 569, 30, ['malignant', 'benign'], [212, 357]],
  ] as const;

  it.for(tables)('%s is understood without help', async ([name, rows, features, classNames, sizes]) => {
    const table = await importTable([sharedData(name)], { type: 'auto' });
    const data = prepareData(table, standard);
    expect(data).toMatchObject({ rows, inputSize: features, classNames });
    expect(classNames.map((_, label) => data.labels!.filter((each) => each === label).length)).toEqual(sizes);
    expect(table.dataset.source.files[0]).toMatchObject({ name });
  });

  it('digits.csv.gz is a table of 64 numbers unless told to be pictures', async () => {
    const table = await importTable([sharedData('digits.csv.gz')], { type: 'auto' });
    expect(table.dataset).toMatchObject({ rows: 1797, name: 'digits' });
    expect(prepareData(table, standard)).toMatchObject({ inputShape: [64], outputSize: 10 });
  });

  it('the MNIST files are pictures of 28×28 with labels', async () => {
    const table = await importTable([sharedData('t10k-images-idx3-ubyte.gz'), sharedData('t10k-labels-idx1-ubyte.gz')], { type: 'auto' });
    const data = prepareData(table, standard);
    expect(data).toMatchObject({ rows: 10_000, inputShape: [28, 28], outputSize: 10 });
    // The first test digits of MNIST are 7, 2, 1, 0, 4.
    expect([...data.labels!.slice(0, 5)]).toEqual([7, 2, 1, 0, 4]);
    expect(table.dataset.columns[0]!.byteLength).toBe(7_840_000);
  });
});
