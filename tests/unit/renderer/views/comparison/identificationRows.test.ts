import { describe, expect, it } from 'vitest';
import type { Identification } from '../../../../../src-core/training/identification.ts';
import {
  identificationRows,
  rocSeries,
  summariseAreas,
  summariseVeto,
} from '../../../../../src-renderer/views/comparison/identificationRows.ts';

const steep = [
  { others: 0, members: 0.8 },
  { others: 1, members: 1 },
];
const diagonal = [
  { others: 0.5, members: 0.5 },
  { others: 1, members: 1 },
];
const one: Identification = {
  setNames: ['zero', 'one', 'two'],
  marginArea: [1, 0.9, null],
  stressArea: [0.8, 0.7, null],
  curves: [steep, diagonal, []],
  vetoBound: 2,
  falseVetoes: 0.05,
  leftOut: { name: 'two', vetoed: 0.6, area: 0.85 },
};
const other: Identification = { ...one, marginArea: [0.9, 0.9, null], curves: [diagonal, diagonal, []], falseVetoes: 0.03 };

describe('identificationRows', () => {
  it('average over seeds, set by set', () => {
    const rows = identificationRows([one, other]);
    expect(rows.map(({ name, margin }) => [name, margin?.mean ?? null])).toEqual([
      ['zero', 0.95],
      ['one', 0.9],
      ['two', null],
    ]);
    expect(summariseAreas(rows, 'margin')).toEqual({ mean: (0.95 + 0.9) / 2, worst: 0.9, worstSet: 'one' });
    expect(summariseAreas([], 'margin')).toBeNull();
  });
});

describe('rocSeries', () => {
  it('has a curve a taught set, in per cent, from the curve itself', () => {
    const [zero, second] = rocSeries([one]);
    expect(rocSeries([one]).map(({ key }) => key)).toEqual(['zero', 'one']);
    expect(zero!.points[0]).toEqual({ x: 0, y: 80 });
    expect(zero!.points.at(-1)).toEqual({ x: 100, y: 100 });
    for (const { x, y } of second!.points) expect(y).toBeCloseTo(x, 9);
  });

  it('is the mean of the seeds at every share of others', () => {
    for (const { x, y } of rocSeries([one, other])[0]!.points) expect(y).toBeCloseTo((80 + 0.2 * x + x) / 2, 9);
  });
});

describe('summariseVeto', () => {
  it('averages what is vetoed', () => {
    const veto = summariseVeto([one, other])!;
    expect(veto.falseVetoes!.mean).toBeCloseTo(0.04);
    expect(veto.leftOut).toMatchObject({ name: 'two', vetoed: { mean: 0.6, count: 2 } });
    expect(summariseVeto([{ ...one, vetoBound: null }])).toBeNull();
    expect(summariseVeto([{ ...one, leftOut: null }])!.leftOut).toBeNull();
  });
});
