import type { Arena, Tensor } from '../arena.ts';
import type { KernelSet } from '../kernelSet.ts';
import { addressOf } from './addressOf.ts';
import type { Float32Exports } from './float32Exports.ts';

/** Numbers of the losses in assembly/losses.ts. */
const kinds = { squaredError: 0, crossEntropyOfSoftmax: 1, kullbackLeiblerOfSoftmax: 2 };
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
  return ({ name, beta, smoothing }, { read, targets, gradients }, rows, columns) =>
    exports.lossSum(
      kinds[name],
      gradients ? addressOf(gradients) : 0,
      addressOf(read),
      addressOf(targets),
      rows,
      columns,
      beta,
      smoothing,
      1 / rows,
      addressOf(scratchFor(columns)),
    );
}
