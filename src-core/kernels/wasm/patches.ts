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
/** 32-bit words of `PatchDescription` in the assembly sources. */
const descriptionLength = 10;

/**
 * Convolution, window and pooling by the WebAssembly kernels over an arena.
 * @param fallback takes patches too large to be gathered
 */
export function wasmPatches(recorder: Recorder, arena: Arena, panel: Tensor, fallback: KernelSet): PatchKernels {
  const { exports } = recorder;
  const patchRows = arena.allocate([patchRowsLength]);
  const shared = arena.allocateIndices(descriptionLength);

  /** Writes what the kernels need to know and returns its address. */
  function describe(patches: Patches): number {
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
    indices[word++] = addressOf(patchRows);
    indices[word++] = patchRowsLength;
    indices[word++] = addressOf(panel);
    return addressOf(description);
  }

  function product(name: PatchProductName): PatchProduct {
    return (result, a, b, patches) => {
      if (patches.taps * patches.channelsIn > patchRowsLength) fallback[name](result, a, b, patches);
      else exports[name](addressOf(result), addressOf(a), addressOf(b), describe(patches));
    };
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
    windowForward: product('windowForward'),
    windowInputGradient: product('windowInputGradient'),
    windowWeightGradient: product('windowWeightGradient'),
    maxPoolingForward: maxPooling('maxPoolingForward'),
    maxPoolingInputGradient: maxPooling('maxPoolingInputGradient'),
    meanPoolingForward: meanPooling('meanPoolingForward'),
    meanPoolingInputGradient: meanPooling('meanPoolingInputGradient'),
  };
}
