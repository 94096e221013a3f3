import type { TimedMetrics, TrialSummary } from '../../src-main/contract/snapshots.ts';

/** A trial with everything at nothing but what is given. */
export function trialOf(given: Partial<TrialSummary>): TrialSummary {
  return {
    index: 0,
    seed: 1,
    designName: 'Dense',
    varied: {},
    state: 'budget',
    termination: null,
    metrics: null,
    seconds: 0,
    progress: null,
    ...given,
  };
}

export function metricsOf(given: Partial<TimedMetrics>): TimedMetrics {
  return {
    epoch: 0,
    step: 0,
    samples: 0,
    functionEvaluations: 0,
    gradientEvaluations: 0,
    trainLoss: null,
    trainAccuracy: null,
    validationLoss: null,
    validationAccuracy: null,
    testLoss: null,
    testAccuracy: null,
    seconds: 0,
    ...given,
  };
}
