import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  area,
  identificationSchema,
  judgeIdentification,
  leastStressed,
  type StressTable,
} from '../../../../src-core/training/identification.ts';

/** Stress by rows of `[set 0, set 1, …]`. */
function tableOf(rows: readonly (readonly number[])[], labels: readonly number[], leftOut: number | null = null): StressTable {
  const sets = rows[0]!.length;
  return {
    sets,
    stress: Float64Array.from(rows.flat()),
    labels: Int32Array.from(labels),
    setNames: Array.from({ length: sets }, (_, set) => `set ${set}`),
    leftOut,
  };
}

describe('area', () => {
  it('is the share of pairs in order, ties counting half, by hand', () => {
    expect(area([1, 2], [3, 4])).toBe(1);
    expect(area([3, 4], [1, 2])).toBe(0);
    // Pairs (1, 2), (1, 1), (3, 2), (3, 1): in order, tied, not, not.
    expect(area([1, 3], [2, 1])).toBe(1.5 / 4);
    expect(area([5, 5], [5])).toBe(0.5);
    expect(area([-Infinity, 1], [Infinity, Infinity])).toBe(1);
  });

  it('is null where there is nothing to compare', () => {
    expect(area([], [1])).toBeNull();
    expect(area([1], [])).toBeNull();
  });

  it('is what counting all pairs gives', () => {
    const values = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, values, (low, high) => {
        const wins = low.flatMap((one) => high.map((other) => (one < other ? 1 : one === other ? 0.5 : 0)));
        expect(area(low, high)).toBeCloseTo(wins.reduce<number>((sum, win) => sum + win, 0) / wins.length, 12);
      }),
      { seed: 11 },
    );
  });
});

describe('leastStressed', () => {
  it('is the set of least stress, equals to the first, never one that was not met', () => {
    expect([...leastStressed({ sets: 3, stress: Float64Array.of(3, 1, 2, 2, 5, 2, Infinity, 7, 8) })]).toEqual([1, 0, 1]);
  });
});

describe('judgeIdentification', () => {
  it('finds areas and curves by hand', () => {
    // Members of set 0 have less stress in it than both others, and a row of unknown set is left out.
    const rows = [
      [1, 5],
      [2, 3],
      [1.5, 1],
      [4, 2],
      [0, 0],
    ];
    const judged = judgeIdentification(tableOf(rows, [0, 0, 1, 1, -1]));
    // Own stress of set 0: members 1, 2 against 1.5, 4: three of four pairs. Its margin: −4, −1 against 0.5, 2: all.
    expect(judged.stressArea).toEqual([0.75, 1]);
    expect(judged.marginArea).toEqual([1, 1]);
    expect(judged.setNames).toEqual(['set 0', 'set 1']);
    expect(identificationSchema.parse(judged)).toEqual(judged);
    const [curve] = judged.curves;
    // With the bound at 1.5 no other is accepted and one of two members is; with it at 4 one other of two and both.
    expect(curve![0]).toEqual({ others: 0, members: 0.5 });
    expect(curve!.some(({ others, members }) => others === 0.5 && members === 1)).toBe(true);
    expect(curve!.at(-1)).toEqual({ others: 1, members: 1 });
  });

  it('has curves that rise in both and lie over the area they enclose', () => {
    const rows = Array.from({ length: 300 }, (_, row) => [((row * 7) % 100) + (row % 2 ? 30 : 0), 1]);
    const judged = judgeIdentification(
      tableOf(
        rows,
        rows.map((_, row) => row % 2),
      ),
    );
    const curve = judged.curves[0]!;
    expect(curve.length).toBeLessThanOrEqual(60);
    const enclosed = curve
      .slice(1)
      .reduce((sum, point, index) => sum + ((point.others - curve[index]!.others) * (point.members + curve[index]!.members)) / 2, 0);
    for (const [index, point] of curve.slice(1).entries()) {
      expect(point.others).toBeGreaterThanOrEqual(curve[index]!.others);
      expect(point.members).toBeGreaterThanOrEqual(curve[index]!.members);
    }
    expect(enclosed).toBeCloseTo(judged.stressArea[0]!, 1);
  });

  it('bounds the least stress so that one in twenty of the taught sets is vetoed', () => {
    const rows = Array.from({ length: 100 }, (_, row) => [row, 1000]);
    const judged = judgeIdentification(
      tableOf(
        rows,
        rows.map((_, row) => row % 2),
      ),
    );
    expect(judged.vetoBound).toBe(94);
    expect(judged.falseVetoes).toBe(0.05);
    expect(judged.leftOut).toBeNull();
  });

  it('vetoes a set that was left out by the others alone, whose own neurons do not count', () => {
    // Twenty known rows of stress 1 … 20; the set left out has 19.5 and 30 in theirs, and nothing in its own.
    const known = Array.from({ length: 20 }, (_, row) => [row + 1, 50, 0]);
    const judged = judgeIdentification(tableOf([...known, [19.5, 90, 0], [30, 90, 0]], [...known.map((_, row) => row % 2), 2, 2], 2));
    expect(judged.vetoBound).toBe(19);
    expect(judged.falseVetoes).toBe(0.05);
    // Of 40 pairs only (20, 19.5) is out of order.
    expect(judged.leftOut).toEqual({ name: 'set 2', vetoed: 1, area: 39 / 40 });
    expect(judged.stressArea[2]).toBeNull();
    expect(judged.curves[2]).toEqual([]);
  });

  it('has no figure for a set without test samples', () => {
    const judged = judgeIdentification(
      tableOf(
        [
          [1, 2],
          [2, 1],
        ],
        [0, 0],
      ),
    );
    expect(judged.stressArea).toEqual([null, null]);
    expect(judged.curves).toEqual([[], []]);
  });
});
