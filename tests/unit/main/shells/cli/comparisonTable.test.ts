import { describe, expect, it } from 'vitest';
import type { ComparisonRow } from '../../../../../src-core/experiment/comparisonRows.ts';
import { comparisonTable } from '../../../../../src-main/shells/cli/comparisonTable.ts';

const row: ComparisonRow = {
  recipe: 'SoftHebb',
  reads: 'inputs',
  readout: 'logistic',
  estimate: { count: 3, mean: 0.9512, halfWidth: 0.0049 },
  byReadout: { setMean: { count: 1, mean: 0.8, halfWidth: null } },
  difference: { count: 3, mean: 0.012, halfWidth: 0.004, isSignificant: true },
  secondsPerTrial: 65,
};

describe('comparisonTable', () => {
  it('has a row a recipe, with intervals, the badge, and a star where a difference is more than chance', () => {
    const table = comparisonTable([
      row,
      { ...row, recipe: 'Backpropagation', reads: 'targets', estimate: null, byReadout: {}, difference: null, secondsPerTrial: null },
    ]);
    for (const text of [
      'inputs only',
      '95.1 ± 0.5 %',
      'logistic probe',
      '80.0 %',
      '+1.2 ± 0.4 % *',
      '1 min 5 s',
      'nearest set mean',
      'less backpropagation',
    ])
      expect(table).toContain(text);
    expect(
      table
        .split('\n')
        .find((line) => line.includes('Backpropagation'))!
        .match(/–/g),
    ).toHaveLength(4);
  });
});
