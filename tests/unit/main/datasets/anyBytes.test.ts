import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { csvOptionsSchema } from '../../../../src-main/contract/importOptions.ts';
import { importTable } from '../../../../src-main/datasets/importTable.ts';
import { temporaryFile } from './temporaryFiles.ts';

const recorded = { seed: 20_261_123, numRuns: 150 };

describe('importTable', () => {
  it('answers any bytes with a table or with an error that is meant for people', async () => {
    const path = await temporaryFile('any', '');
    const mixed = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc
        .string({ unit: fc.constantFrom('1', '2.5', 'a', ',', ';', '\t', '"', '\n', '\r', ' ', '#', 'NA', 'ä'), minLength: 1 })
        .map((text) => Buffer.from(text)),
      // The beginning of an IDX file, then anything.
      fc.uint8Array({ maxLength: 60 }).map((rest) => Buffer.concat([Buffer.from([0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 5]), rest])),
    );
    await fc.assert(
      fc.asyncProperty(mixed, async (bytes) => {
        await writeFile(path, bytes);
        const answer = await importTable([path], { type: 'auto' }).catch((error: unknown) => error);
        if (answer instanceof Error) expect(answer).toBeInstanceOf(WorkbenchError);
        else expect(answer).toHaveProperty('dataset.rows');
      }),
      recorded,
    );
  });

  it('gives back every text that was written with quotes', async () => {
    const path = await temporaryFile('quoted.csv', '');
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '1', ',', ';', '"', '\n', ' ', '😀') }).map((each) => `<${each}>`);
    const options = csvOptionsSchema.parse({
      type: 'csv',
      header: false,
      skipLines: 0,
      delimiter: ',',
      target: 'none',
      columns: [{ name: 'column 1', kind: 'text' }],
    });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (texts) => {
        await writeFile(path, texts.map((each, row) => `"${each.replaceAll('"', '""')}",${row}\r\n`).join(''));
        expect((await importTable([path], options)).values[0]).toEqual(texts);
      }),
      recorded,
    );
  });
});
