import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { datasetRows } from '../../../../src-core/data/rows.ts';
import type { Table } from '../../../../src-core/data/dataset.ts';
import { csvOptionsSchema, type CsvOptions } from '../../../../src-main/contract/importOptions.ts';
import type { ImportPreview } from '../../../../src-main/contract/snapshots.ts';
import { importTable, previewImport } from '../../../../src-main/datasets/importTable.ts';
import { temporaryFile } from './temporaryFiles.ts';

type Options = Partial<Omit<CsvOptions, 'type'>>;

/** Previews and imports a text, and checks that both say the same. */
async function read(
  text: string | Uint8Array,
  options: Options = {},
  name = 'table.csv',
): Promise<{ preview: ImportPreview; table: Table }> {
  const path = await temporaryFile(name, text);
  const complete = csvOptionsSchema.parse({ type: 'csv', ...options });
  const preview = await previewImport([path], complete);
  const table = await importTable([path], complete);
  const { columns, rows } = table.dataset;
  expect(preview.rows).toBe(rows);
  expect(columns.map(({ name: column, kind, role, shape, missing, note }) => ({ name: column, kind, role, shape, missing, note }))).toEqual(
    preview.columns,
  );
  expect(datasetRows(table, 0, preview.sample.length).rows).toEqual(preview.sample);
  return { preview, table };
}

const kinds = ({ preview }: { preview: ImportPreview }) => preview.columns.map(({ kind }) => kind);
const roles = ({ preview }: { preview: ImportPreview }) => preview.columns.map(({ role }) => role);
const names = ({ preview }: { preview: ImportPreview }) => preview.columns.map(({ name }) => name);

describe('delimiter and decimal mark', () => {
  it.each([
    ['comma', 'a,b,c\n1,2,x\n3,4,y\n', { delimiter: ',', decimal: '.' }],
    ['tab', 'a\tb\tc\n1.5\t2\tx, y\n3\t\ty\n', { delimiter: '\t', decimal: '.' }],
    ['semicolon with decimal comma', 'a;b;c\n1,5;2,0;x\n3;4,25;y\n', { delimiter: ';', decimal: ',' }],
    ['semicolon with decimal point', 'a;b;c\n1.5;2;x\n3;4.25;y\n', { delimiter: ';', decimal: '.' }],
    ['bar', 'a|b|c\n1|2|x;y\n3|4|z;y\n', { delimiter: '|', decimal: '.' }],
    ['space', '1.5 2 0\n3 4 1\n5 6 0\n', { delimiter: ' ', decimal: '.' }],
    ['comma beside dates with spaces', '2020-01-01 10:00,5,a\n2020-01-02 11:00,6,b\n', { delimiter: ',', decimal: '.' }],
    ['comma where each text has one semicolon', 'a;b,1\nc;d,2\n', { delimiter: ',', decimal: '.' }],
  ])('%s', async (_, text, expected) => {
    expect((await read(text)).preview.options).toMatchObject(expected);
  });

  it('reads decimal commas, signs and exponents as the numbers they are', async () => {
    const { table, preview } = await read('a;b\n1,5;-2e3\n,5;+4,\n');
    expect(datasetRows(table, 0, 2).rows).toEqual([
      [1.5, -2000],
      [0.5, 4],
    ]);
    expect(preview.remarks).toContain('Numbers are taken to be written with a decimal comma.');
  });

  it('can be corrected', async () => {
    const corrected = await read('1,5;2\n2,5;3\n3,5;4\n', { delimiter: ';', decimal: '.', header: false, target: 'none' });
    expect(kinds(corrected)).toEqual(['text', 'numeric']);
    expect((await read('a;b,1\nc;d,2\n', { delimiter: ';', header: false })).preview.columns).toHaveLength(2);
  });
});

describe('quotes', () => {
  it('hold delimiters, line ends and doubled quotes', async () => {
    const { table } = await read('name,n,class\n"one, ""two""\nthree",1,x\n"four", 2 ,y\n', { target: 'n' });
    expect(datasetRows(table, 0, 2).rows[0]).toEqual(['one, "two"\nthree', '1', 'x']);
  });

  it('may be single', async () => {
    expect(datasetRows((await read("'a,b',1\n'c',2\n", { quote: "'" })).table, 0, 1).rows).toEqual([['a,b', '1']]);
  });
});

describe('encoding and line ends', () => {
  it('reads UTF-8 with a byte order mark and CRLF', async () => {
    const found = await read('\ufeffname,größe\r\nä,1\r\nö,2\r\n');
    expect(names(found)).toEqual(['name', 'größe']);
    expect(found.preview.options).toMatchObject({ encoding: 'utf-8', header: true });
  });

  it('reads line ends of one carriage return', async () => {
    expect((await read('a,b\r1,2\r3,4\r')).table.dataset.rows).toBe(2);
  });

  it('takes what is not UTF-8 for Windows-1252 and says so', async () => {
    const { table, preview } = await read(Buffer.from('preis;stück\n5\x80;ä\n7\x80;\xfc\n'.replace('ü', '\xfc'), 'latin1'));
    expect(preview.options).toMatchObject({ encoding: 'windows-1252' });
    expect(preview.remarks).toContain('The file is not UTF-8; it is read as windows-1252.');
    expect(datasetRows(table, 0, 2).rows).toEqual([
      ['5€', 'ä'],
      ['7€', 'ü'],
    ]);
  });

  it('reads Latin-1 where told to', async () => {
    const { table } = await read(Buffer.from('a;b\n\xe9\x80;1\n', 'latin1'), { encoding: 'iso-8859-1' });
    expect(datasetRows(table, 0, 1).rows).toEqual([['é\u0080', '1']]);
  });

  it('reads all of it packed with gzip', async () => {
    const found = await read(gzipSync('a,b\n1,2\n3,4\n'), {}, 'table.csv.gz');
    expect(found.preview).toMatchObject({ name: 'table', rows: 2 });
  });

  it('keeps characters whole across the pieces a file is read in', async () => {
    const line = 'ä'.repeat(999) + ',1\n';
    const { table } = await read(`x,y\n${line.repeat(700)}`, { target: 'none' });
    expect(table.dataset.columns[0]).toMatchObject({ categories: ['ä'.repeat(999)], missing: 0 });
  });
});

describe('header and skipped lines', () => {
  it.each([
    ['names over numbers', 'x,y\n1,2\n3,4\n', true],
    ['numbers from the first line', '1,2\n3,4\n', false],
    ['numbers and a class without names', '1,2,a\n3,4,b\n5,6,a\n', false],
    ['texts only, with names', 'colour,size\nred,big\nblue,big\nred,small\n', true],
    ['texts only, first one repeated', 'red,big\nblue,big\nred,small\n', false],
    ['a number missing in the first row', ',2,a\n3,4,b\n', false],
    ['a name missing over the row numbers', ',x,class\n0,1.5,a\n1,2.5,b\n2,3,a\n', true],
  ])('%s', async (_, text, header) => {
    expect((await read(text)).preview.options).toMatchObject({ header });
  });

  it('can be corrected', async () => {
    expect((await read('x,y\n1,2\n', { header: false })).table.dataset.rows).toBe(2);
    expect(names(await read('1,2\n3,4\n', { header: true }))).toEqual(['1', '2']);
  });

  it('names columns that have none, and names twice given only once', async () => {
    expect(names(await read('a,,a\n1,2,3\n'))).toEqual(['a', 'column 2', 'a (2)']);
    expect(names(await read('1,2\n3,4\n'))).toEqual(['column 1', 'column 2']);
  });

  it('skips comments and titles above the table', async () => {
    const found = await read('# measured in May\n# by hand\nMy flowers\n\nx,y\n1,2\n3,4\n');
    expect(found.preview.options).toMatchObject({ skipLines: 3, header: true });
    expect(found.preview.remarks).toContain('The first 3 lines are skipped: no part of the table.');
    expect(found.table.dataset.rows).toBe(2);
  });

  it('skips as many lines as it is told', async () => {
    expect(names(await read('1,2\nx,y\n3,4\n', { skipLines: 1 }))).toEqual(['x', 'y']);
    expect(names(await read('"1\r\nx,y\r\n3,4\r\n', { skipLines: 1 }))).toEqual(['x', 'y']);
  });
});

describe("scikit-learn's line of counts", () => {
  const text = '4,2,setosa,virginica\n1,2,0\n3,4,1\n5,6,1\n7,8,0\n';

  it('is skipped, and its names become those of the classes', async () => {
    const { table, preview } = await read(text);
    expect(preview.options).toMatchObject({ skipLines: 1, header: false });
    expect(preview.remarks.join(' ')).toMatch(/counts 4 rows and 2 features and names the classes setosa, virginica/);
    expect(table.dataset.columns[2]).toMatchObject({ role: 'target', kind: 'categorical', categories: ['setosa', 'virginica'] });
    expect(datasetRows(table, 0, 2).rows).toEqual([
      [1, 2, 'setosa'],
      [3, 4, 'virginica'],
    ]);
  });

  it('is known even with as many values as the rows, and when the number of lines to skip is given', async () => {
    const wide = '3,3,a,b\n1,2,3,0\n3,4,5,1\n5,6,7,1\n';
    expect((await read(wide)).table.dataset.columns[3]).toMatchObject({ categories: ['a', 'b'] });
    expect((await read(wide, { skipLines: 1 })).table.dataset.columns[3]).toMatchObject({ categories: ['a', 'b'] });
  });

  it('speaks of the last column only', async () => {
    const { table } = await read('4,2,a,b\n0,2,0\n1,4,1\n1,6,1\n0,8,0\n', { target: '1' });
    expect(table.dataset.columns[0]).toMatchObject({ role: 'target', categories: ['0', '1'] });
  });

  it('is told apart from rows', async () => {
    expect((await read('4,3,a,b\n1,2,x,y\n', { header: false })).preview.options).toMatchObject({ skipLines: 0 });
  });

  it('that tells of another number of rows is remarked on', async () => {
    expect((await read(text.replace('4,2', '5,2'))).preview.remarks).toContain('It tells of 5 rows, but 4 follow.');
  });
});

describe('kinds and missing values', () => {
  const text =
    'n,colour,note,empty,y\n1,red,first thing,,0.5\nNA,Red,second,,1.5\n?,red,third,null,2.5\n4,blue,fourth,NaN,3.5\nnan,red,fifth,N/A,4.5\n';

  it('are guessed from all values', async () => {
    const found = await read(text);
    expect(kinds(found)).toEqual(['numeric', 'text', 'text', 'numeric', 'numeric']);
    expect(found.preview.columns.map(({ missing }) => missing)).toEqual([3, 0, 0, 5, 0]);
    expect(found.preview.remarks).toContain('8 values are missing.');
    expect(found.preview.remarks).toContain('"empty" has no values at all.');
  });

  it('can be corrected, and so can the texts that stand for missing ones', async () => {
    const found = await read(text, {
      columns: [{ name: 'colour', kind: 'categorical', role: 'ignored' }],
      missing: ['', 'null', 'NA', 'N/A', '?', 'NaN', 'first thing'],
    });
    expect(found.table.dataset.columns[1]).toMatchObject({ kind: 'categorical', role: 'ignored', categories: ['Red', 'blue', 'red'] });
    expect(found.table.dataset.columns[2]!.missing).toBe(1);
  });

  it('of a column that is nearly all numbers are remarked on with the line', async () => {
    const found = await read('x,y\n1,1.5\n2,2.5\noops,3.5\n4,4.5\n');
    expect(kinds(found)).toEqual(['text', 'numeric']);
    expect(found.preview.remarks.join(' ')).toContain('1 of 4 values are no numbers, first "oops" in line 4');
  });

  it('are stored as small as they can be without loss', async () => {
    const { table } = await read('a,b,c,d\n1,-1,1.5,300\n2,70000,2.5,\n3,5,3.5,2\n');
    expect(table.dataset.columns.map(({ storage }) => storage)).toEqual(['uint8', 'int32', 'float64', 'float64']);
  });
});

describe('the target', () => {
  it('is the column called so, else the last', async () => {
    expect(roles(await read('Species,x,y1\na,1,2\nb,3,4\n'))).toEqual(['target', 'feature', 'feature']);
    expect(roles(await read('x,z,w\n1,2,3\n3,4,5\n'))).toEqual(['feature', 'feature', 'target']);
    expect(roles(await read('x\n1\n2\n'))).toEqual(['feature']);
  });

  it('can be given by name, by number, or be none', async () => {
    const text = 'x,z,w\n1.5,2,3.5\n3,4,5\n';
    expect(roles(await read(text, { target: 'z' }))).toEqual(['feature', 'target', 'feature']);
    expect(roles(await read(text, { target: '1' }))).toEqual(['target', 'feature', 'feature']);
    expect(roles(await read(text, { target: 'none' }))).toEqual(['feature', 'feature', 'feature']);
    expect(roles(await read(text, { columns: [{ name: 'z', role: 'target' }] }))).toEqual(['feature', 'target', 'feature']);
  });

  it('of few whole numbers is a list of classes in their order; of other numbers it stays one', async () => {
    const { table } = await read('x,y\n0.5,10\n0.6,2\n0.7,10.0\n0.8,2\n');
    expect(table.dataset.columns[1]).toMatchObject({
      kind: 'categorical',
      categories: ['2', '10'],
      note: '2 classes, written as whole numbers',
    });
    expect(kinds(await read('x,y\n1,10.5\n2,2\n3,10.5\n4,2\n'))[1]).toBe('numeric');
    expect(kinds(await read('x,y\n1,1\n2,2\n3,3\n4,4\n5,5\n6,6\n'))[1]).toBe('numeric');
  });

  it('is never a count of the rows, which is ignored', async () => {
    const found = await read('id,x,class\n1,0.5,a\n2,0.7,b\n3,0.6,a\n');
    expect(roles(found)).toEqual(['ignored', 'feature', 'target']);
    expect(found.preview.columns[0]!.note).toBe('counts the rows');
    expect(roles(await read('id,x,class\n1,0.5,a\n2,0.7,b\n3,0.6,a\n', { columns: [{ name: 'id', role: 'feature' }] }))[0]).toBe('feature');
  });
});

describe('pictures in columns', () => {
  const text = '0,16,4,8,1\n16,0,0,2,0\n1,2,3,4,1\n5,6,7,8,0\n';

  it('become one column of their shape, in bytes with a scale', async () => {
    const { table, preview } = await read(text, { imageShape: '2x2', imageMaximum: 16 });
    expect(table.dataset.columns[0]).toMatchObject({ name: 'image', shape: [2, 2], storage: 'uint8', scale: 1 / 16, role: 'feature' });
    expect([...(table.values[0] as Uint8Array)]).toEqual([0, 16, 4, 8, 16, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(preview.sample[0]).toEqual([null, '1']);
  });

  it('are refused where the number of pixels is another', async () => {
    await expect(read(text, { imageShape: '3x3' })).rejects.toMatchObject({ code: 'import/image-shape' });
  });

  it('keep missing pixels', async () => {
    const { table } = await read(text.replace('16,0', ',0'), { imageShape: '2x2' });
    expect(table.dataset.columns[0]).toMatchObject({ storage: 'float64', missing: 1 });
  });
});

describe('a file from a German spreadsheet', () => {
  it('is understood without any help', async () => {
    const path = new URL('../../../fixtures/data/pflanzen-latin1.csv', import.meta.url).pathname;
    const preview = await previewImport([path], { type: 'auto' });
    expect(preview).toMatchObject({
      importer: 'csv',
      name: 'pflanzen-latin1',
      rows: 6,
      options: { delimiter: ';', decimal: ',', encoding: 'windows-1252', header: true },
    });
    expect(preview.columns.map(({ name, kind, role, missing }) => [name, kind, role, missing])).toEqual([
      ['Pflanze', 'categorical', 'feature', 0],
      ['Breite', 'numeric', 'feature', 1],
      ['Höhe', 'numeric', 'feature', 0],
      ['Farbe', 'categorical', 'feature', 0],
      ['essbar', 'categorical', 'target', 0],
    ]);
    expect(preview.sample[1]).toEqual(['Löwenzahn', 2.25, 30, 'gelb', 'ja']);
  });
});
