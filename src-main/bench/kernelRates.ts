import { adam } from '../../src-core/optimizers/adam.ts';
import type { KernelSet } from '../../src-core/kernels/kernelSet.ts';
import { measureRates } from './rates.ts';

/** GFLOP/s of the kernels, all of 512 × 512 × 512, against that of multiply-adds in registers alone; and the cost of Adam. */
export interface KernelRates {
  readonly forwardGflops: number;
  readonly weightGradientGflops: number;
  readonly inputGradientGflops: number;
  /** Null where kernels are plain code. */
  readonly peakGflops: number | null;
  readonly adamNanosecondsPerParameter: number;
}

const side = 512;
const peakRounds = 100_000;
const adamParameters = 4096;

export function measureKernels(kernels: KernelSet, seconds: number, clock: () => number): KernelRates {
  const { arena } = kernels;
  const [a, b, c] = Array.from({ length: 3 }, () => arena.allocate([side, side])) as [Square, Square, Square];
  for (const tensor of [a, b]) arena.view(tensor).forEach((_, index, values) => (values[index] = ((index * 7919) % 997) / 997 - 0.5));
  const size = { batch: side, inputs: side, outputs: side };
  const gflops = (work: () => void, operations: number): number => measureRates(() => (work(), operations), seconds, clock).median / 1e9;
  const product = 2 * side ** 3;
  const { multiplyAddInRegisters } = kernels;
  return {
    forwardGflops: gflops(() => kernels.forwardProduct(c, a, b, size), product),
    weightGradientGflops: gflops(() => kernels.weightGradientProduct(c, a, b, size), product),
    inputGradientGflops: gflops(() => kernels.inputGradientProduct(c, a, b, size), product),
    peakGflops: multiplyAddInRegisters ? gflops(() => multiplyAddInRegisters(peakRounds), 2 * 48 * peakRounds) : null,
    adamNanosecondsPerParameter: 1e9 / measureRates(adamWork(kernels), seconds, clock).median,
  };
}

type Square = ReturnType<KernelSet['arena']['allocate']>;

function adamWork(kernels: KernelSet): () => number {
  const run = () => kernels.arena.allocate([adamParameters]);
  const optimizer = adam.create({});
  if (optimizer.kind !== 'elementwise') throw new Error('Adam is an element-wise optimizer.');
  const pass = { kernel: optimizer.kernel, parameters: run(), gradients: run(), slots: [run(), run()], scale: 1, apply: optimizer.apply };
  kernels.fill(pass.gradients, 0.01);
  let step = 0;
  return () => {
    kernels.optimizerPass({ ...pass, coefficients: optimizer.coefficients(++step, () => 0) });
    return adamParameters;
  };
}
