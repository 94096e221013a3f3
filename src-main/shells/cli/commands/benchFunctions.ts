import type { KernelSet } from '../../../../src-core/kernels/kernelSet.ts';
import { measureFunctionErrors } from '../../../bench/functionErrors.ts';
import type { ExitCode, Output } from '../output.ts';

const inputs = 10_000_000;

/** The worst error of the vector functions over ten million inputs each; fails where one is beyond its limit. */
export function benchFunctions(kernels: KernelSet, output: Output): ExitCode {
  output.line(`Worst errors over ${inputs.toLocaleString('en-GB')} inputs, in units in the last place:`);
  const functions = measureFunctionErrors(kernels, inputs);
  for (const { name, worst, at, limit } of functions) {
    output.line(`${name.padEnd(9)} ${worst.toFixed(2)} at ${at.toPrecision(9)}${worst <= limit ? '' : `  WRONG: more than ${limit}`}`);
  }
  output.result({ arithmetic: kernels.arithmetic, functions });
  return functions.every(({ worst, limit }) => worst <= limit) ? 0 : 1;
}
