import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { largestDifference } from '../../../../src-main/bench/losses.ts';
import { traceLosses } from '../../../../src-main/bench/lossTrace.ts';
import { workloads } from '../../../../src-main/bench/workloads.ts';
import { enableRelaxedSimd } from '../../../../src-main/training/enableRelaxedSimd.ts';

enableRelaxedSimd();

const steps = 40;
/** W1 to W5; the reference takes seconds for networks over images, so that one arithmetic is enough there. */
const compared = workloads.filter(({ name }) => name.startsWith('w'));
const small = compared.filter(({ inputShape }) => inputShape.length === 1);

describe('losses of the first 40 steps from the same weights, as shares of the float64 reference', () => {
  it.each([
    ...compared.map((workload) => ({ name: workload.name, workload, arithmetic: 'auto' as const })),
    ...small.map((workload) => ({ name: workload.name, workload, arithmetic: 'mul-add' as const })),
  ])(
    '$name, $arithmetic: within 1e-5 over ten steps, 1e-3 over all',
    ({ workload, arithmetic }) => {
      const { losses, reference } = traceLosses(workload, createKernels('float32', { arithmetic }), steps);
      expect(losses).toHaveLength(steps);
      expect(largestDifference(losses.slice(0, 10), reference.slice(0, 10))).toBeLessThanOrEqual(1e-5);
      expect(largestDifference(losses, reference)).toBeLessThanOrEqual(1e-3);
      // They are taught: a loss that stood still would agree with anything.
      expect(losses.at(-1)).toBeLessThan(0.95 * losses[0]!);
    },
    120_000,
  );
});

describe('a trace', () => {
  const workload = workloads.find(({ name }) => name === 'w2b16')!;
  const trace = traceLosses(workload, createKernels('float32'), 3);

  it('holds the rows in the order in which they were taught', () => {
    expect(trace.inputs).toHaveLength(3 * 16 * 4);
    expect(trace.targets).toHaveLength(3 * 16 * 3);
    expect(trace.parameters).toHaveLength(4 * 32 + 32 + 32 * 3 + 3);
  });

  it('explains its first loss: the cross-entropy of 4-32-3 on its first 16 rows, worked out from its arrays alone', () => {
    const { parameters, inputs, targets } = trace;
    const [biases1, weights2, biases2] = [128, 160, 256];
    let sum = 0;
    for (let row = 0; row < 16; row++) {
      const hidden = Array.from({ length: 32 }, (_, unit) => {
        const terms = [0, 1, 2, 3].map((input) => parameters[unit * 4 + input]! * inputs[row * 4 + input]!);
        return Math.tanh(terms.reduce((total, term) => total + term, parameters[biases1 + unit]!));
      });
      const z = [0, 1, 2].map((output) =>
        hidden.reduce((total, x, unit) => total + parameters[weights2 + output * 32 + unit]! * x, parameters[biases2 + output]!),
      );
      const logSum = Math.log(z.reduce((total, value) => total + Math.exp(value), 0));
      z.forEach((value, output) => (sum += targets[row * 3 + output]! * (logSum - value)));
    }
    expect(trace.losses[0]).toBeCloseTo(sum / 16, 5);
  });
});
