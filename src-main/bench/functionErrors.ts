import type { KernelSet, UpdateFunction } from '../../src-core/kernels/kernelSet.ts';
import { createRandom } from '../../src-core/random/createRandom.ts';
import { sampledFloats } from './sampledFloats.ts';

/** How far a vector function strays from the exact result, at worst. */
export interface FunctionError {
  readonly name: string;
  /** In units in the last place of the exact result in float32; infinite where one is NaN and the other is not. */
  readonly worst: number;
  /** The input at which that is. */
  readonly at: number;
  /** What it may be. */
  readonly limit: number;
  readonly inputs: number;
}

interface VectorFunction {
  readonly name: string;
  readonly limit: number;
  /** In float64, whose own error is nothing beside a unit of float32. */
  readonly exact: (x: number) => number;
  /** Beyond these ends the result is constant, infinite or no number. */
  readonly ends: readonly [number, number];
}

/** The functions that updates and losses are made of. */
export const vectorFunctions: readonly VectorFunction[] = [
  { name: 'exp', limit: 2, exact: Math.exp, ends: [-105, 90] },
  { name: 'log', limit: 2, exact: Math.log, ends: [0, 16] },
  { name: 'tanh', limit: 4, exact: Math.tanh, ends: [-10, 10] },
  { name: 'logistic', limit: 4, exact: (x) => 1 / (1 + Math.exp(-x)), ends: [-105, 20] },
];

const blockLength = 100_000;
const smallestUnit = 2 ** -149;
const beyondLargest = 2 ** 128;

/** The worst error of each function over so many inputs: half of all numbers float32 has alike, half evenly between the ends. */
export function measureFunctionErrors(kernels: KernelSet, inputs: number): FunctionError[] {
  const run = kernels.arena.allocate([blockLength]);
  const given = new Float32Array(blockLength);
  return vectorFunctions.map(({ name, limit, exact, ends }) => {
    const random = createRandom(inputs);
    let worst = 0;
    let at = 0;
    for (let done = 0; done < inputs; done += blockLength) {
      sampledFloats(given, random, ends);
      kernels.arena.view(run).set(given);
      applyFunction(kernels, name, exact, run);
      const results = kernels.arena.view(run);
      for (let index = 0; index < Math.min(blockLength, inputs - done); index++) {
        const error = unitsInLastPlace(results[index]!, exact(given[index]!));
        if (error > worst) {
          worst = error;
          at = given[index]!;
        }
      }
    }
    return { name, worst, at, limit, inputs };
  });
}

/** x = f(x); a set without a kernel for it takes the engine's function. */
function applyFunction(
  kernels: KernelSet,
  name: string,
  exact: (x: number) => number,
  x: ReturnType<KernelSet['arena']['allocate']>,
): void {
  if (name === 'log' && kernels.logarithm) return kernels.logarithm(x);
  const update: UpdateFunction = { kind: 'elementwise', kernel: name, alpha: 1, beta: 1, value: exact, derivativeFromValue: () => 1 };
  kernels.applyUpdate(update, x, 1, x.length);
}

/** |actual − exact| in units in the last place that `exact` has in float32. Infinity is taken for 2¹²⁸, the number that comes next. */
export function unitsInLastPlace(actual: number, exact: number): number {
  if (Number.isNaN(actual) || Number.isNaN(exact)) return Number.isNaN(actual) && Number.isNaN(exact) ? 0 : Infinity;
  const bounded = (value: number): number => Math.max(-beyondLargest, Math.min(value, beyondLargest));
  const size = Math.min(Math.abs(exact), beyondLargest / 2);
  const unit = Math.max(2 ** (exponentOf(size) - 23), smallestUnit);
  return Math.abs(bounded(actual) - bounded(exact)) / unit;
}

const float64 = new Float64Array(1);
const words = new Uint32Array(float64.buffer);

/** n where 2ⁿ ≤ x < 2ⁿ⁺¹, from the number's bits (little-endian, as WebAssembly memory is). */
function exponentOf(x: number): number {
  float64[0] = x;
  return (words[1]! >>> 20) - 1023;
}
