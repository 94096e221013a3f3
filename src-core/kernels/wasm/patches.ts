import type { Arena, IndexTensor, Tensor } from '../arena.ts';
import type { KernelSet, Patches } from '../kernelSet.ts';
import type { Recorder } from '../program/recorder.ts';
import { addressOf } from './addressOf.ts';
import { wasmConvolutions } from './convolutions.ts';

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
type PatchProductName = Exclude<keyof PatchKernels, `${'max' | 'mean'}${string}`>;

/** Elements for gathered patches: 128 KiB, an eighth of a usual second-level cache. */
const patchRowsLength = 32768;
/** Samples a window takes at a time, and most elements for them: 64 MiB. */
const windowBlockRows = 64;
const longestWindowScratch = 2 ** 24;
/** 32-bit words of `PatchDescription` in the assembly sources. */
const descriptionLength = 12;

/**
 * Convolution, window and pooling by the WebAssembly kernels over an arena.
 * @param fallback takes patches too large to be gathered
 */
export function wasmPatches(recorder: Recorder, arena: Arena, panel: Tensor, fallback: KernelSet): PatchKernels {
  const { exports } = recorder;
  const patchRows = arena.allocate([patchRowsLength]);
  let windowRows: Tensor | null = null;
  const shared = arena.allocateIndices(descriptionLength);

  /** Writes what the kernels need to know and returns its address. */
  function describe(patches: Patches, scratch = patchRows): number {
    const { batch, positions, taps, sourcePixels, channelsIn, channelsOut, table } = patches;
    // What is recorded is read again later, so that it needs a description of its own.
    const description = recorder.isRecording ? arena.allocateIndices(descriptionLength) : shared;
    const { indices } = arena;
    let word = description.offset;
    indices[word++] = batch;
    indices[word++] = positions;
    indices[word++] = taps;
    indices[word++] = sourcePixels;
    indices[word++] = channelsIn;
    indices[word++] = channelsOut;
    indices[word++] = addressOf(table);
    indices[word++] = addressOf(scratch);
    indices[word++] = scratch.length;
    indices[word++] = addressOf(panel);
    indices[word++] = 0;
    indices[word++] = positions;
    return addressOf(description);
  }

  function product(name: PatchProductName): PatchProduct {
    return (result, a, b, patches) => {
      if (patches.taps * patches.channelsIn > patchRowsLength) fallback[name](result, a, b, patches);
      else exports[name](addressOf(result), addressOf(a), addressOf(b), describe(patches));
    };
  }

  function windowProduct(name: `window${string}` & PatchProductName): PatchProduct {
    return (result, a, b, patches) => {
      const scratch = windowScratch(patches);
      if (scratch === null) fallback[name](result, a, b, patches);
      else exports[name](addressOf(result), addressOf(a), addressOf(b), describe(patches, scratch));
    };
  }

  /** Room for a block of samples in the lanes: inputs, one pixel more, and outputs. Null where that were too much. */
  function windowScratch({ sourcePixels, positions, channelsIn, channelsOut }: Patches): Tensor | null {
    const length = ((sourcePixels + 1) * channelsIn + positions * channelsOut) * windowBlockRows;
    if (length > longestWindowScratch) return null;
    if (!windowRows || windowRows.length < length) windowRows = arena.allocate([length]);
    return windowRows;
  }

  function maxPooling(name: 'maxPoolingForward' | 'maxPoolingInputGradient') {
    return (result: Tensor, source: Tensor, winners: IndexTensor, patches: Patches) =>
      exports[name](addressOf(result), addressOf(source), addressOf(winners), describe(patches));
  }

  function meanPooling(name: 'meanPoolingForward' | 'meanPoolingInputGradient') {
    return (result: Tensor, source: Tensor, patches: Patches) => exports[name](addressOf(result), addressOf(source), describe(patches));
  }

  return {
    ...wasmConvolutions(recorder, arena, {
      convolutionForward: product('convolutionForward'),
      convolutionInputGradient: product('convolutionInputGradient'),
      convolutionWeightGradient: product('convolutionWeightGradient'),
    }),
    windowForward: windowProduct('windowForward'),
    windowInputGradient: windowProduct('windowInputGradient'),
    windowWeightGradient: windowProduct('windowWeightGradient'),
    maxPoolingForward: maxPooling('maxPoolingForward'),
    maxPoolingInputGradient: maxPooling('maxPoolingInputGradient'),
    meanPoolingForward: meanPooling('meanPoolingForward'),
    meanPoolingInputGradient: meanPooling('meanPoolingInputGradient'),
  };
}
