import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cloudsData } from '../../../support/preparedData.ts';
import { finish, trainerOf, type TrialOfTest } from '../../../support/trainers.ts';

/** SHA-256 of the parameters as parametersSha256 has it: little-endian, in canonical order. */
function sha256(trial: Omit<TrialOfTest, 'data'>): string {
  const trainer = trainerOf({ data: cloudsData(), ...trial });
  finish(trainer);
  const parameters = Float64Array.from(trainer.network.exportParameters());
  return createHash('sha256').update(new Uint8Array(parameters.buffer)).digest('hex');
}

const settings = { batchSize: 7, epochs: 3 };

/**
 * Recorded before schedules, penalties and sample weights came in: settings that do without them must go on to the same bits. A change
 * here means that the figures of every study made so far can no longer be reproduced.
 */
describe('the parameters of settings known for long', () => {
  it.each([
    [
      'adam',
      'full 5 tanh > full 2 softmax',
      { optimizer: { type: 'adam', learningRate: 0.05 } },
      '475bea6ec4c19e25edc6aa825bf24198a05b095e8cc95ec77e744ee0ffed8998',
    ],
    [
      'steepest descent',
      'full 5 relu norm=2 > full 2 exp rate=3',
      { loss: { type: 'kullbackLeibler' }, normalised: true, optimizer: { type: 'steepestDescent' } },
      '5bf85e9eb76f20558609ed49ae49c48611c67aedc0e2442dc66484a31879bdca',
    ],
    [
      'the fixed-rate conjugate gradient',
      'full 5 tanh > full 2',
      { loss: { type: 'pNorm' }, optimizer: { type: 'conjugateGradientFixedRate', learningRate: 0.01 } },
      '3bf52c267ba76418bb5e3ad3d6b1c5de3f9db2b3829190fa21844bc4bc2d6e60',
    ],
  ])('of %s', (_name, design, choices, expected) => {
    expect(sha256({ design, settings: { ...settings, ...choices } })).toBe(expected);
  });
});
