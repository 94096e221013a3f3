import { describe, expect, it } from 'vitest';
import type { Precision } from '../../../../src-core/kernels/arena.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { optimizers } from '../../../../src-core/optimizers/registry.ts';
import type { Choice } from '../../../../src-core/registry.ts';

/** Takes one step for each gradient from the start; every point it comes to. */
function walk(
  choice: Choice,
  gradients: readonly (readonly number[])[],
  start: readonly number[],
  precision: Precision = 'float64',
  scale = 1,
): number[][] {
  const { type, ...parameters } = optimizers.parse(choice);
  const optimizer = optimizers.get(type).create(parameters);
  if (optimizer.kind !== 'elementwise') throw new Error(`${type} is not element-wise`);
  const kernels = createKernels(precision);
  const [x, dx, ...slots] = [1, 1, ...optimizer.slots].map(() => kernels.arena.allocate([start.length]));
  kernels.arena.view(x!).set(start);
  const { kernel, apply } = optimizer;
  return gradients.map((gradient, index) => {
    kernels.arena.view(dx!).set(gradient);
    const coefficients = optimizer.coefficients(index + 1, () => Math.sqrt(kernels.dot(dx!, dx!)));
    kernels.optimizerPass({ kernel, apply, coefficients, parameters: x!, gradients: dx!, slots, scale });
    return [...kernels.arena.view(x!)];
  });
}

interface Example {
  readonly choice: Choice;
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly points: readonly (readonly number[])[];
}

const adamFirst = 1 - 0.1 / (1 + 1e-8);
const adamSecondStep = (0.1 * (0.29 / 0.19)) / (Math.sqrt(0.004999 / 0.001999) + 1e-8);
const adamWFirst = adamFirst - 0.1 * 0.5 * 1;

const examples: readonly Example[] = [
  {
    // v = 1, then 0.5·1 + 2 = 2.5: x = 1 − 0.1·1 = 0.9, then 0.9 − 0.1·2.5 = 0.65.
    choice: { type: 'momentum', learningRate: 0.1, momentum: 0.5 },
    start: [1],
    gradients: [[1], [2]],
    points: [[0.9], [0.65]],
  },
  {
    // v = 1, then 2.5: x = 1 − 0.1(1 + 0.5·1) = 0.85, then 0.85 − 0.1(2 + 0.5·2.5) = 0.525.
    choice: { type: 'nesterov', learningRate: 0.1, momentum: 0.5 },
    start: [1],
    gradients: [[1], [2]],
    points: [[0.85], [0.525]],
  },
  {
    // v = ¾·0 + ¼·4 = 1, then ¾·1 + ¼·1 = 1: x = 1 − 0.1·2/(1 + 1) = 0.9, then 0.9 − 0.1·(−1)/(1 + 1) = 0.95, with ε = 1.
    choice: { type: 'rmsProp', learningRate: 0.1, beta2: 0.75, epsilon: 1 },
    start: [1],
    gradients: [[2], [-1]],
    points: [[0.9], [0.95]],
  },
  {
    // The steps of Adam (see adam.test.ts), and 0.1·0.5·x beside each, with x as it was before the step.
    choice: { type: 'adamW', learningRate: 0.1, weightDecay: 0.5 },
    start: [1],
    gradients: [[1], [2]],
    points: [[adamWFirst], [adamWFirst - adamSecondStep - 0.1 * 0.5 * adamWFirst]],
  },
  {
    // |∇f| = 5: α = 0.3/(1 + 0.4·5) = 0.1, x = (1 − 0.3, 1 − 0.4). Then |∇f| = 0.5·5 = 2.5: α = 0.3/2 = 0.15.
    choice: { type: 'clippedDescent', learningRate: 0.3, kappa: 0.4 },
    start: [1, 1],
    gradients: [
      [3, 4],
      [1.5, -2],
    ],
    points: [
      [0.7, 0.6],
      [0.7 - 0.225, 0.6 + 0.3],
    ],
  },
  {
    // Signs (+, −, 0): the first step is Δ₀ = 0.1 against each. Then + stays (Δ = 0.2), − turns (Δ = 0.05, and it waits), 0 comes alive.
    // Then + turns and waits (Δ = 0.1); what waited goes on with Δ = 0.05 as it is; the last stays (Δ = 0.2).
    choice: { type: 'rprop', learningRate: 0.1, increase: 2, decrease: 0.5 },
    start: [1, 1, 1],
    gradients: [
      [5, -0.001, 0],
      [0.3, 7, 2],
      [-1, 7, 1],
    ],
    points: [
      [0.9, 1.1, 1],
      [0.7, 1.1, 0.9],
      [0.7, 1.05, 0.7],
    ],
  },
];

describe.each(examples)('$choice.type', ({ choice, start, gradients, points }) => {
  it.each([
    ['float64', 14],
    ['float32', 6],
  ] as const)('takes the steps worked by hand in %s', (precision, digits) => {
    const found = walk(choice, gradients, start, precision);
    points.forEach((point, step) =>
      point.forEach((value, index) => expect(found[step]![index], `step ${step + 1}`).toBeCloseTo(value, digits)),
    );
  });

  it('moves by the step times the scale', () => {
    const [whole, half] = [walk(choice, gradients, start), walk(choice, gradients, start, 'float64', 0.5)];
    start.forEach((from, index) => expect(half[0]![index]! - from).toBeCloseTo(0.5 * (whole[0]![index]! - from), 14));
  });
});

it('every element-wise optimizer but Adam, which has a test of its own, is worked by hand here', () => {
  const elementwise = optimizers.members.filter(({ create, parameters }) => create(parameters.parse({})).kind === 'elementwise');
  const names = elementwise.map(({ name }) => name).filter((name) => name !== 'adam' && name !== 'steepestDescent');
  expect(names.sort()).toEqual(examples.map(({ choice }) => choice.type).sort());
});

describe('rprop', () => {
  it('keeps its steps between the smallest and the largest', () => {
    const choice = { type: 'rprop', learningRate: 1, increase: 10, decrease: 0.1, largestStep: 5, smallestStep: 0.5 };
    expect(walk(choice, [[1], [1], [1]], [0]).flat()).toEqual([-1, -6, -11]);
    expect(walk(choice, [[1], [-1], [-1], [1], [1]], [0]).flat()).toEqual([-1, -1, -0.5, -0.5, -1]);
  });

  it('leaves a first step beyond its bounds as it was asked for', () => {
    expect(walk({ type: 'rprop', learningRate: 100 }, [[1], [1]], [0]).flat()).toEqual([-100, -200]);
  });
});

describe('clippedDescent', () => {
  it('is steepest descent at κ = 0, and never goes farther than α/κ', () => {
    expect(walk({ type: 'clippedDescent', learningRate: 0.5, kappa: 0 }, [[3], [4]], [1])).toEqual(
      walk({ type: 'steepestDescent', learningRate: 0.5 }, [[3], [4]], [1]),
    );
    const [[x, y]] = walk({ type: 'clippedDescent', learningRate: 0.5, kappa: 2 }, [[3e8, 4e8]], [0, 0]) as [[number, number]];
    expect(Math.hypot(x, y)).toBeCloseTo(0.25, 8);
    expect(y / x).toBeCloseTo(4 / 3, 12);
  });
});
