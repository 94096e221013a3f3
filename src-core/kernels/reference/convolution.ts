import type { Arena, Tensor } from '../arena.ts';
import type { KernelSet, Patches } from '../kernelSet.ts';
import { forEachTap } from './patchLoop.ts';

type Convolutions = Pick<
  KernelSet,
  | 'convolutionForward'
  | 'convolutionInputGradient'
  | 'convolutionWeightGradient'
  | 'windowForward'
  | 'windowInputGradient'
  | 'windowWeightGradient'
>;

/** Convolution, with one set of weights for every position, and window, with one set each (eqs. 5, 6 and 12), over an arena. */
export function referenceConvolutions(arena: Arena): Convolutions {
  return {
    convolutionForward: (y, x, w, patches) => forward(arena, y, x, w, patches, 0),
    convolutionInputGradient: (dx, dz, w, patches) => inputGradient(arena, dx, dz, w, patches, 0),
    convolutionWeightGradient: (dw, dz, x, patches) => weightGradient(arena, dw, dz, x, patches, 0),
    windowForward: (y, x, w, patches) => forward(arena, y, x, w, patches, weightsPerPosition(patches)),
    windowInputGradient: (dx, dz, w, patches) => inputGradient(arena, dx, dz, w, patches, weightsPerPosition(patches)),
    windowWeightGradient: (dw, dz, x, patches) => weightGradient(arena, dw, dz, x, patches, weightsPerPosition(patches)),
  };
}

function weightsPerPosition({ channelsOut, taps, channelsIn }: Patches): number {
  return channelsOut * taps * channelsIn;
}

// In all three, `positionStride` is the distance from one position's weights to the next one's: 0 where they share them.

function forward(arena: Arena, y: Tensor, x: Tensor, w: Tensor, patches: Patches, positionStride: number): void {
  const { elements } = arena;
  const { taps, channelsIn, channelsOut } = patches;
  forEachTap(arena, x, patches, (row, position, tap, pixel) => {
    for (let o = 0; o < channelsOut; o++) {
      const weights = w.offset + position * positionStride + (o * taps + tap) * channelsIn;
      let sum = 0;
      for (let c = 0; c < channelsIn; c++) sum += elements[weights + c]! * elements[pixel + c]!;
      elements[y.offset + row * channelsOut + o]! += sum;
    }
  });
}

function inputGradient(arena: Arena, dx: Tensor, dz: Tensor, w: Tensor, patches: Patches, positionStride: number): void {
  const { elements } = arena;
  const { taps, channelsIn, channelsOut } = patches;
  forEachTap(arena, dx, patches, (row, position, tap, pixel) => {
    for (let o = 0; o < channelsOut; o++) {
      const weights = w.offset + position * positionStride + (o * taps + tap) * channelsIn;
      const factor = elements[dz.offset + row * channelsOut + o]!;
      for (let c = 0; c < channelsIn; c++) elements[pixel + c]! += factor * elements[weights + c]!;
    }
  });
}

function weightGradient(arena: Arena, dw: Tensor, dz: Tensor, x: Tensor, patches: Patches, positionStride: number): void {
  const { elements } = arena;
  const { taps, channelsIn, channelsOut } = patches;
  forEachTap(arena, x, patches, (row, position, tap, pixel) => {
    for (let o = 0; o < channelsOut; o++) {
      const weights = dw.offset + position * positionStride + (o * taps + tap) * channelsIn;
      const factor = elements[dz.offset + row * channelsOut + o]!;
      for (let c = 0; c < channelsIn; c++) elements[weights + c]! += factor * elements[pixel + c]!;
    }
  });
}
