import type { Arena, Tensor } from '../arena.ts';
import type { KernelSet, LossKernel } from '../kernelSet.ts';
import { addressOf } from './addressOf.ts';
import type { Float32Exports } from './float32Exports.ts';

/** Numbers of the losses in assembly/losses.ts. */
const kinds: Readonly<Record<LossKernel['name'], number>> = {
  squaredError: 0,
  crossEntropyOfSoftmax: 1,
  kullbackLeiblerOfSoftmax: 2,
  wholePower: 3,
  huber: 4,
  hinge: 5,
  binaryCrossEntropy: 6,
  binaryCrossEntropyOfLogistic: 7,
  shell: 8,
};
/** Three blocks of 64 rows. */
const scratchRows = 3 * 64;

/** Losses of whole batches by the WebAssembly kernels. */
export function wasmLossSum(exports: Float32Exports, arena: Arena): NonNullable<KernelSet['lossSum']> {
  const scratches = new Map<number, Tensor>();
  const scratchFor = (columns: number): Tensor => {
    const known = scratches.get(columns);
    if (known) return known;
    const scratch = arena.allocate([scratchRows, columns]);
    scratches.set(columns, scratch);
    return scratch;
  };
  return ({ name, parameters: [first = 0, second = 0] }, { read, targets, weights, gradients }, rows, columns) =>
    exports.lossSum(
      kinds[name],
      gradients ? addressOf(gradients) : 0,
      addressOf(read),
      addressOf(targets),
      weights ? addressOf(weights) : 0,
      rows,
      columns,
      first,
      second,
      1 / rows,
      addressOf(scratchFor(columns)),
    );
}
