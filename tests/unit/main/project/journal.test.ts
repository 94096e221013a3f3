import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from '../../../../src-core/schema.ts';
import { formatJournalLine, openJournal, parseJournal } from '../../../../src-main/project/journal.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const bodySchema = z.strictObject({ text: z.string(), n: z.number() });
type Body = z.infer<typeof bodySchema>;

/** Half a surrogate pair has no bytes in UTF-8, so no file can hold it. */
function isWhole(text: string): boolean {
  return decode(new TextEncoder().encode(text)) === text;
}

const bodies = fc.array(fc.record({ text: fc.string({ unit: 'binary' }).filter(isWhole), n: fc.integer() }), {
  minLength: 1,
  maxLength: 8,
});
const seed = 20_240_601;

function journalText(records: readonly Body[]): string {
  return records.map((body, index) => formatJournalLine(index + 1, body)).join('');
}

/** Text of bytes as a file is read: what is no UTF-8 becomes a replacement character. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Number of the line, from 0, in which each byte lies; a line's end belongs to it. */
function lineOfByte(bytes: Uint8Array, at: number): number {
  return bytes.subarray(0, at).filter((byte) => byte === 10).length;
}

describe('a journal line', () => {
  it('has the CRC-32C of its body: the check value of the nine digits is e3069283', () => {
    expect(formatJournalLine(7, 123456789)).toBe('{"v":1,"seq":7,"crc":"e3069283","body":123456789}\n');
  });
});

describe('parseJournal', () => {
  it('reads what was written', () => {
    fc.assert(
      fc.property(bodies, (records) => {
        expect(parseJournal(journalText(records), bodySchema)).toEqual({
          records,
          damagedLines: [],
          torn: false,
          lastSequence: records.length,
        });
      }),
      { seed },
    );
  });

  it('keeps every whole line of a journal that is cut anywhere, and calls no line damaged', () => {
    fc.assert(
      fc.property(bodies, fc.double({ min: 0, max: 1, noNaN: true }), (records, share) => {
        const bytes = new TextEncoder().encode(journalText(records));
        const cut = Math.floor(bytes.length * share);
        const { records: kept, damagedLines } = parseJournal(decode(bytes.subarray(0, cut)), bodySchema);
        expect(damagedLines).toEqual([]);
        expect(kept.length).toBeGreaterThanOrEqual(lineOfByte(bytes, cut));
        expect(kept).toEqual(parseJournal(journalText(records), bodySchema).records.slice(0, kept.length));
      }),
      { seed },
    );
  });

  it('loses at most the line of a changed byte, and the next if it was the line end', () => {
    fc.assert(
      fc.property(bodies, fc.nat(), fc.integer({ min: 1, max: 255 }), (records, place, change) => {
        const bytes = new TextEncoder().encode(journalText(records));
        const whole = parseJournal(decode(bytes), bodySchema).records;
        const at = place % bytes.length;
        const line = lineOfByte(bytes, at);
        const lastLost = bytes[at] === 10 ? line + 1 : line;
        bytes[at]! ^= change;
        const { records: kept } = parseJournal(decode(bytes), bodySchema);
        expect(kept).toEqual(expect.arrayContaining(whole.filter((_, index) => index < line || index > lastLost)));
        for (const record of kept) expect(whole).toContainEqual(record);
      }),
      { seed, numRuns: 500 },
    );
  });
});

describe('openJournal', () => {
  it('appends durably and reads back in order, however many appends are under way', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    const journal = await openJournal(path, bodySchema);
    const written = Array.from({ length: 50 }, (_, n) => ({ text: `record ${n}`, n }));
    await Promise.all(written.map((body) => journal.append([body])));
    await journal.close();
    const again = await openJournal(path, bodySchema);
    expect(again.records).toEqual(written);
    expect(again.warnings).toEqual([]);
    await again.append([{ text: 'after', n: 50 }]);
    await again.close();
    expect((await readFile(path, 'utf8')).trimEnd().split('\n').at(-1)).toMatch(/^\{"v":1,"seq":51,/);
  });

  it('skips a damaged line with a warning that names file and line, and keeps the damaged file aside', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'journal.jsonl');
    const damaged = journalText([1, 2, 3].map((n) => ({ text: 'x', n }))).replace('"n":2', '"n":9');
    await writeFile(path, damaged);
    const journal = await openJournal(path, bodySchema);
    expect(journal.records.map(({ n }) => n)).toEqual([1, 3]);
    expect(journal.warnings).toEqual([
      `${path}: line 2 could not be read and was skipped. The damaged file is kept as journal.jsonl.damaged.`,
    ]);
    expect(await readFile(`${path}.damaged`, 'utf8')).toBe(damaged);
    await journal.append([{ text: 'x', n: 4 }]);
    await journal.close();
    const again = await openJournal(path, bodySchema);
    expect(again.warnings).toEqual([]);
    expect(again.records.map(({ n }) => n)).toEqual([1, 3, 4]);
    await again.close();
  });

  it('takes a torn last line for what it is: no warning, and the next record gets a line of its own', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'journal.jsonl');
    await writeFile(path, `${journalText([{ text: 'whole', n: 1 }])}{"v":1,"seq":2,"crc":"00`);
    const journal = await openJournal(path, bodySchema);
    expect(journal.warnings).toEqual([]);
    await journal.append([{ text: 'next', n: 2 }]);
    await journal.close();
    const again = await openJournal(path, bodySchema);
    expect(again.records.map(({ n }) => n)).toEqual([1, 2]);
    await again.close();
    expect(await readdir(folder)).toEqual(['journal.jsonl']);
  });

  it('refuses records once it is closed: somebody else may be its writer', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    const journal = await openJournal(path, bodySchema);
    const under = journal.append([{ text: 'in time', n: 1 }]);
    const closing = journal.close();
    await expect(journal.append([{ text: 'too late', n: 2 }])).rejects.toMatchObject({ code: 'project/closed' });
    await Promise.all([under, closing]);
    expect((await openJournal(path, bodySchema, { readOnly: true })).records).toEqual([{ text: 'in time', n: 1 }]);
  });

  it('leaves a damaged file untouched when it may only be read', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'journal.jsonl');
    await writeFile(path, 'nonsense\n');
    const journal = await openJournal(path, bodySchema, { readOnly: true });
    expect(journal.warnings).toHaveLength(1);
    expect(await readFile(path, 'utf8')).toBe('nonsense\n');
    await expect(journal.append([{ text: 'x', n: 1 }])).rejects.toThrow('read-only');
  });
});
