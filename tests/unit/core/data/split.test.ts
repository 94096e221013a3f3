import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSchema } from '../../../../src-core/data/partition.ts';
import { splitRows } from '../../../../src-core/data/split.ts';

const allRows = (count: number) => Uint32Array.from({ length: count }, (_, row) => row);
const countOf = (part: Uint32Array, labels: Int32Array, label: number) =>
  part.reduce((count, row) => count + (labels[row] === label ? 1 : 0), 0);
const recorded = { seed: 20_261_123, numRuns: 200 };

describe('splitRows', () => {
  it('deals every row once, in ascending order, whatever is asked', () => {
    const cases = fc.record({
      labels: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 12, maxLength: 120 }),
      kind: fc.constantFrom('stratified' as const, 'random' as const),
      testFraction: fc.double({ min: 0, max: 0.4, noNaN: true }),
      validationFraction: fc.double({ min: 0, max: 0.4, noNaN: true }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(cases, ({ labels, kind, testFraction, validationFraction, seed }) => {
        const split = splitSchema.parse({ kind, testFraction, validationFraction });
        const parts = splitRows(allRows(labels.length), Int32Array.from(labels), split, seed);
        const dealt = [...parts.train, ...parts.validation, ...parts.test];
        expect(dealt.length).toBe(labels.length);
        expect(new Set(dealt).size).toBe(labels.length);
        for (const part of Object.values(parts)) expect([...part]).toEqual([...part].sort((a, b) => a - b));
      }),
      recorded,
    );
  });

  it('keeps the share of every class within one row, and one row of each for training', () => {
    const cases = fc.record({
      labels: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 20, maxLength: 200 }),
      testFraction: fc.double({ min: 0.05, max: 0.6, noNaN: true }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(cases, ({ labels: list, testFraction, seed }) => {
        const labels = Int32Array.from(list);
        const { test, train } = splitRows(allRows(labels.length), labels, splitSchema.parse({ testFraction }), seed);
        const share = test.length / labels.length;
        for (const label of new Set(list)) {
          const size = list.filter((each) => each === label).length;
          expect(countOf(train, labels, label)).toBeGreaterThanOrEqual(1);
          // A class with nothing to spare hands its share to the others, hence the second row of slack.
          expect(Math.abs(countOf(test, labels, label) - size * share)).toBeLessThan(2);
        }
      }),
      recorded,
    );
  });

  it('gives the test part exactly its share where classes can spare it', () => {
    const labels = Int32Array.from({ length: 150 }, (_, row) => row % 3);
    const parts = splitRows(allRows(150), labels, splitSchema.parse({ testFraction: 0.2, validationFraction: 0.1 }), 1);
    expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([105, 15, 30]);
    for (const label of [0, 1, 2]) expect([countOf(parts.test, labels, label), countOf(parts.validation, labels, label)]).toEqual([10, 5]);
  });

  it('depends on the seed alone; the split has its own seed where it is given', () => {
    const split = splitSchema.parse({ kind: 'random' });
    const own = splitSchema.parse({ kind: 'random', seed: 7 });
    expect(splitRows(allRows(100), null, split, 7)).toEqual(splitRows(allRows(100), null, split, 7));
    expect(splitRows(allRows(100), null, split, 8)).not.toEqual(splitRows(allRows(100), null, split, 7));
    expect(splitRows(allRows(100), null, own, 8)).toEqual(splitRows(allRows(100), null, split, 7));
  });

  it('does not change the rows it is given', () => {
    const rows = allRows(50);
    splitRows(rows, null, splitSchema.parse({}), 3);
    expect(rows).toEqual(allRows(50));
  });

  it('trains on a class of one row and never tests it', () => {
    const labels = Int32Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    for (let seed = 0; seed < 20; seed++) {
      expect(splitRows(allRows(10), labels, splitSchema.parse({ testFraction: 0.5 }), seed).train).toContain(9);
    }
  });

  it('refuses to leave a part empty', () => {
    const tooFew = expect.objectContaining({ code: 'data/too-few-rows' }) as Error;
    expect(() => splitRows(allRows(1), null, splitSchema.parse({}), 1)).toThrow(tooFew);
    expect(() => splitRows(allRows(0), null, splitSchema.parse({ testFraction: 0 }), 1)).toThrow(tooFew);
    expect(() => splitRows(allRows(2), null, splitSchema.parse({ testFraction: 0.2, validationFraction: 0.2 }), 1)).toThrow(tooFew);
    // Three classes of one row each: none has one to spare.
    expect(() => splitRows(allRows(3), Int32Array.from([0, 1, 2]), splitSchema.parse({}), 1)).toThrow(tooFew);
  });

  it('gives at least one row to a part that is asked for', () => {
    expect(splitRows(allRows(3), null, splitSchema.parse({ testFraction: 0.01 }), 1).test).toHaveLength(1);
    expect(splitRows(allRows(3), null, splitSchema.parse({ testFraction: 0 }), 1).train).toHaveLength(3);
  });
});
