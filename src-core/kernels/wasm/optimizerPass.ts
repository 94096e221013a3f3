import type { KernelSet, OptimizerPass } from '../kernelSet.ts';
import { addressOf } from './addressOf.ts';
import type { Float32Exports } from './float32Exports.ts';

type PassKernel = (exports: Float32Exports, pass: OptimizerPass) => void;

/**
 * Optimizer passes by the WebAssembly kernels. Their coefficients and slots are those of the optimizers of the same name.
 * @param fallback takes the passes that have no kernel here
 */
export function wasmOptimizerPass(exports: Float32Exports, fallback: KernelSet): KernelSet['optimizerPass'] {
  return (pass) => {
    const kernel = kernels.get(pass.kernel);
    if (kernel) kernel(exports, pass);
    else fallback.optimizerPass(pass);
  };
}

/** By the names of the optimizers. Programs take the same steps; see assembly/optimizerSteps.ts. */
const kernels: ReadonlyMap<string, PassKernel> = new Map(
  Object.entries({ steepestDescent, clippedDescent, adam, adamW, rmsProp, momentum, nesterov, rprop }),
);

function steepestDescent(exports: Float32Exports, { parameters, gradients, coefficients, scale }: OptimizerPass): void {
  const [rate] = coefficients as readonly [rate: number];
  exports.steepestDescent(addressOf(parameters), addressOf(gradients), parameters.length, rate * scale);
}

function clippedDescent(exports: Float32Exports, { parameters, gradients, coefficients, scale }: OptimizerPass): void {
  const [rate, kappa, norm] = coefficients as readonly [rate: number, kappa: number, norm: number];
  exports.steepestDescent(addressOf(parameters), addressOf(gradients), parameters.length, (rate / (1 + kappa * norm)) * scale);
}

function adam(exports: Float32Exports, { parameters, gradients, slots, coefficients, scale }: OptimizerPass): void {
  const [rate, beta1, beta2, epsilon, correction1, correction2] = coefficients as readonly [number, number, number, number, number, number];
  const [moment, secondMoment] = slots.map(addressOf) as [number, number];
  exports.adam(
    addressOf(parameters),
    addressOf(gradients),
    moment,
    secondMoment,
    parameters.length,
    rate * scale,
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    epsilon,
    correction1,
    correction2,
  );
}

function adamW(exports: Float32Exports, { parameters, gradients, slots, coefficients, scale }: OptimizerPass): void {
  const [rate, beta1, beta2, epsilon, correction1, correction2, decay] = coefficients as AdamWCoefficients;
  const [moment, secondMoment] = slots.map(addressOf) as [number, number];
  exports.adamW(
    addressOf(parameters),
    addressOf(gradients),
    moment,
    secondMoment,
    parameters.length,
    rate * scale,
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    epsilon,
    correction1,
    correction2,
    rate * scale * decay,
  );
}

type AdamWCoefficients = readonly [number, number, number, number, number, number, number];

function rmsProp(exports: Float32Exports, { parameters, gradients, slots, coefficients, scale }: OptimizerPass): void {
  const [rate, beta2, epsilon] = coefficients as readonly [rate: number, beta2: number, epsilon: number];
  const [secondMoment] = slots.map(addressOf) as [number];
  exports.rmsProp(addressOf(parameters), addressOf(gradients), secondMoment, parameters.length, rate * scale, beta2, 1 - beta2, epsilon);
}

function momentum(exports: Float32Exports, { parameters, gradients, slots, coefficients, scale }: OptimizerPass): void {
  const [rate, memory] = coefficients as readonly [rate: number, memory: number];
  const [velocity] = slots.map(addressOf) as [number];
  exports.momentum(addressOf(parameters), addressOf(gradients), velocity, parameters.length, rate * scale, memory);
}

function nesterov(exports: Float32Exports, { parameters, gradients, slots, coefficients, scale }: OptimizerPass): void {
  const [rate, memory] = coefficients as readonly [rate: number, memory: number];
  const [velocity] = slots.map(addressOf) as [number];
  exports.nesterov(addressOf(parameters), addressOf(gradients), velocity, parameters.length, rate * scale, memory);
}

function rprop(exports: Float32Exports, { parameters, gradients, slots, coefficients, scale }: OptimizerPass): void {
  const [first, increase, decrease, smallest, largest] = coefficients as readonly [number, number, number, number, number];
  const [lastGradient, step] = slots.map(addressOf) as [number, number];
  exports.rprop(
    addressOf(parameters),
    addressOf(gradients),
    lastGradient,
    step,
    parameters.length,
    scale,
    first,
    increase,
    decrease,
    smallest,
    largest,
  );
}
