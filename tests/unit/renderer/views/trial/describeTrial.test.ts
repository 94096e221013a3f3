import { describe, expect, it } from 'vitest';
import { describeTrial } from '../../../../../src-renderer/views/trial/describeTrial.ts';
import { generateTable } from '../../../../../src-core/data/generators/generateTable.ts';
import { hasPlane } from '../../../../../src-renderer/views/trial/hasPlane.ts';
import { metricsOf, trialOf } from '../../../../support/trialSummaries.ts';

describe('describeTrial', () => {
  it('says how far it is while it runs', () => {
    const progress = { fraction: 0.24, epoch: 12, samplesPerSecond: 34_000, secondsLeft: 12 };
    expect(describeTrial(trialOf({ state: 'running', progress }), 50)).toBe(
      'Training: epoch 12 of 50, 34.0k samples a second, about 12 s left.',
    );
    expect(describeTrial(trialOf({ state: 'running' }), 50)).toBe('Starting.');
  });

  it('says why it ended, and after what', () => {
    const ended = trialOf({
      state: 'diverged',
      termination: { kind: 'diverged', reason: 'the loss is not a number.', step: 7 },
      metrics: metricsOf({ epoch: 1 }),
      seconds: 2,
    });
    expect(describeTrial(ended, 50)).toBe('Diverged at step 7: the loss is not a number. 1 epoch in 2.0 s.');
  });
});

describe('hasPlane', () => {
  it('wants exactly two numeric features', () => {
    const { dataset } = generateTable({ type: 'spirals' }, { id: 's', name: 'Spirals' });
    expect(hasPlane(dataset)).toBe(true);
    expect(hasPlane({ ...dataset, columns: dataset.columns.slice(1) })).toBe(false);
    expect(hasPlane(undefined)).toBe(false);
  });
});
