import { describe, expect, it } from 'vitest';
import { describeIdentification, summariseIdentification } from '../../../../../src-main/shells/cli/identificationText.ts';
import type { Output } from '../../../../../src-main/shells/cli/output.ts';
import type { Identification } from '../../../../../src-core/training/identification.ts';

const identification: Identification = {
  setNames: ['a', 'b', 'c'],
  marginArea: [0.9, 0.8, null],
  stressArea: [0.7, 0.5, null],
  curves: [[], [], []],
  vetoBound: 3,
  falseVetoes: 0.05,
  leftOut: { name: 'c', vetoed: 0.25, area: 0.75 },
};

function linesOf(given: Identification): string[] {
  const lines: string[] = [];
  const output: Output = { json: false, interactive: false, line: (text = '') => void lines.push(text), note: () => {}, result: () => {} };
  describeIdentification(output, given);
  return lines;
}

describe('what is said of identification', () => {
  it('is mean and worst over the sets that were taught', () => {
    const { marginArea, stressArea, leftOut } = summariseIdentification(identification);
    expect(marginArea.mean).toBeCloseTo(0.85, 12);
    expect(marginArea.worst).toBe(0.8);
    expect(stressArea.worst).toBe(0.5);
    expect(leftOut).toEqual(identification.leftOut);
    expect(summariseIdentification({ ...identification, marginArea: [null] }).marginArea).toEqual({ mean: null, worst: null });
  });

  it('tells of the veto where a set was left out', () => {
    expect(linesOf(identification)).toEqual([
      'Area under the curve of the margin: 0.850 over the sets, 0.800 for the worst; of the stress alone: 0.600 over the sets, 0.500 for the worst.',
      '"c" was never taught: 25.0 % of it is vetoed where 5.0 % of the taught sets are.',
    ]);
    expect(linesOf({ ...identification, leftOut: null })).toHaveLength(1);
  });
});
