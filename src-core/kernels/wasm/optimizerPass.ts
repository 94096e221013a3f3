import type { KernelSet, OptimizerPass } from '../kernelSet.ts';
import { addressOf } from './addressOf.ts';
import type { Float32Exports } from './float32Exports.ts';

/**
 * Optimizer passes by the WebAssembly kernels. Their coefficients and slots are those of the optimizers of the same name.
 * @param fallback takes the passes that have no kernel here
 */
export function wasmOptimizerPass(exports: Float32Exports, fallback: KernelSet): KernelSet['optimizerPass'] {
  return (pass) => {
    if (pass.kernel === 'steepestDescent') steepestDescent(exports, pass);
    else if (pass.kernel === 'adam') adam(exports, pass);
    else fallback.optimizerPass(pass);
  };
}

function steepestDescent(exports: Float32Exports, { parameters, gradients, coefficients, scale }: OptimizerPass): void {
  const [rate] = coefficients as readonly [rate: number];
  exports.steepestDescent(addressOf(parameters), addressOf(gradients), parameters.length, rate * scale);
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
