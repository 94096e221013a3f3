import type { Arena, IndexTensor, Tensor } from '../arena.ts';
import type { KernelSet, PatchGrid, Patches } from '../kernelSet.ts';
import { gridScratch } from '../program/gridScratch.ts';
import type { Recorder } from '../program/recorder.ts';
import { addressOf } from './addressOf.ts';

type Convolutions = Pick<KernelSet, 'convolutionForward' | 'convolutionInputGradient' | 'convolutionWeightGradient'>;

/** 32-bit words of `GridDescription` in the assembly sources. */
const descriptionLength = 21;

/** Scratch of one convolution: a sample of inputs, or of derivatives of outputs, with its margin, and what GridDescription says. */
interface Scratch {
  readonly padded: Tensor;
  readonly packed: Tensor;
  readonly places: IndexTensor;
  readonly list: IndexTensor;
}

/**
 * Convolutions without gathered patches where windows lie on a grid and channels fill vectors.
 * @param fallback takes all others
 */
export function wasmConvolutions(recorder: Recorder, arena: Arena, fallback: Convolutions): Convolutions {
  const { exports } = recorder;
  const shared = arena.allocateIndices(descriptionLength);
  const scratches = new WeakMap<PatchGrid, Scratch>();

  function scratchOf(grid: PatchGrid, { channelsIn, channelsOut }: Patches): Scratch {
    const known = scratches.get(grid);
    if (known) return known;
    const lengths = gridScratch({ ...grid, channelsIn, channelsOut });
    const made = {
      padded: arena.allocate([lengths.padded]),
      packed: arena.allocate([lengths.packed]),
      places: arena.allocateIndices(lengths.places),
      list: arena.allocateIndices(lengths.list),
    };
    scratches.set(grid, made);
    return made;
  }

  /** Writes what the kernels need to know and returns its address. */
  function describe(grid: PatchGrid, patches: Patches): number {
    const { padded, packed, places, list } = scratchOf(grid, patches);
    // What is recorded is read again later, so that it needs a description of its own.
    const description = recorder.isRecording ? arena.allocateIndices(descriptionLength) : shared;
    const { batch, channelsIn, channelsOut } = patches;
    const { source, window, positions, before } = grid;
    const strips = window[0]! * Math.ceil(channelsOut / 8);
    arena.indices.set(
      [
        ...[batch, ...source, channelsIn, channelsOut, ...window, ...positions, ...before],
        ...[padded, packed, places, list].map(addressOf),
        ...[0, strips, 0, channelsOut, 0, batch],
      ],
      description.offset,
    );
    return addressOf(description);
  }

  /** The grid of windows, if a whole number of vectors holds the channels that are to lie in the lanes. */
  const gridFor = ({ grid }: Patches, channels: number): PatchGrid | null => (grid && channels % 4 === 0 ? grid : null);

  return {
    convolutionForward(y, x, w, patches) {
      const grid = gridFor(patches, patches.channelsOut);
      if (!grid) return fallback.convolutionForward(y, x, w, patches);
      exports.directForward(addressOf(y), addressOf(x), addressOf(w), describe(grid, patches));
    },
    convolutionInputGradient(dx, dz, w, patches) {
      const grid = gridFor(patches, patches.channelsIn);
      if (!grid) return fallback.convolutionInputGradient(dx, dz, w, patches);
      exports.directInputGradient(addressOf(dx), addressOf(dz), addressOf(w), describe(grid, patches));
    },
    convolutionWeightGradient(dw, dz, x, patches) {
      const grid = gridFor(patches, patches.channelsOut);
      if (!grid) return fallback.convolutionWeightGradient(dw, dz, x, patches);
      exports.directWeightGradient(addressOf(dw), addressOf(dz), addressOf(x), describe(grid, patches));
    },
  };
}
