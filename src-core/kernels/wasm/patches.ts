import type { Arena, IndexTensor, Tensor } from '../arena.ts';
import type { KernelSet, Patches } from '../kernelSet.ts';
import { addressOf } from './addressOf.ts';
import type { Float32Exports } from './float32Exports.ts';

type PatchKernels = Pick<
  KernelSet,
  | 'convolutionForward'
  | 'convolutionInputGradient'
  | 'convolutionWeightGradient'
  | 'windowForward'
  | 'windowInputGradient'
  | 'windowWeightGradient'
  | 'maxPoolingForward'
  | 'maxPoolingInputGradient'
  | 'meanPoolingForward'
  | 'meanPoolingInputGradient'
>;
type PatchProduct = PatchKernels['convolutionForward'];

/** Elements for gathered patches: 128 KiB, an eighth of a usual second-level cache. */
const patchRowsLength = 32768;
/** 32-bit words of `PatchDescription` in the assembly sources. */
const descriptionLength = 10;

/**
 * Convolution, window and pooling by the WebAssembly kernels over an arena.
 * @param fallback takes patches too large to be gathered
 */
export function wasmPatches(exports: Float32Exports, arena: Arena, panel: Tensor, fallback: KernelSet): PatchKernels {
  const patchRows = arena.allocate([patchRowsLength]);
  const description = arena.allocateIndices(descriptionLength);

  /** Writes what the kernels need to know and returns its address. */
  function describe(patches: Patches): number {
    const { batch, positions, taps, sourcePixels, channelsIn, channelsOut, table } = patches;
    const { indices } = arena;
    let word = description.offset;
    indices[word++] = batch;
    indices[word++] = positions;
    indices[word++] = taps;
    indices[word++] = sourcePixels;
    indices[word++] = channelsIn;
    indices[word++] = channelsOut;
    indices[word++] = addressOf(table);
    indices[word++] = addressOf(patchRows);
    indices[word++] = patchRowsLength;
    indices[word++] = addressOf(panel);
    return addressOf(description);
  }

  function product(kernel: Float32Exports['convolutionForward'], otherwise: PatchProduct): PatchProduct {
    return (result, a, b, patches) => {
      if (patches.taps * patches.channelsIn > patchRowsLength) otherwise(result, a, b, patches);
      else kernel(addressOf(result), addressOf(a), addressOf(b), describe(patches));
    };
  }

  function maxPooling(kernel: Float32Exports['maxPoolingForward']) {
    return (result: Tensor, source: Tensor, winners: IndexTensor, patches: Patches) =>
      kernel(addressOf(result), addressOf(source), addressOf(winners), describe(patches));
  }

  function meanPooling(kernel: Float32Exports['meanPoolingForward']) {
    return (result: Tensor, source: Tensor, patches: Patches) => kernel(addressOf(result), addressOf(source), describe(patches));
  }

  return {
    convolutionForward: product(exports.convolutionForward, fallback.convolutionForward),
    convolutionInputGradient: product(exports.convolutionInputGradient, fallback.convolutionInputGradient),
    convolutionWeightGradient: product(exports.convolutionWeightGradient, fallback.convolutionWeightGradient),
    windowForward: product(exports.windowForward, fallback.windowForward),
    windowInputGradient: product(exports.windowInputGradient, fallback.windowInputGradient),
    windowWeightGradient: product(exports.windowWeightGradient, fallback.windowWeightGradient),
    maxPoolingForward: maxPooling(exports.maxPoolingForward),
    maxPoolingInputGradient: maxPooling(exports.maxPoolingInputGradient),
    meanPoolingForward: meanPooling(exports.meanPoolingForward),
    meanPoolingInputGradient: meanPooling(exports.meanPoolingInputGradient),
  };
}
