import type { Arena, Tensor } from '../arena.ts';
import type { Patches } from '../kernelSet.ts';

/**
 * Calls `visit` for every tap that lies inside the source, samples slowest, then positions, then taps. `pixel` is the offset of
 * its first channel in `source`, a tensor `[batch, sourcePixels, channelsIn]`; `row` counts sample × position.
 */
export function forEachTap(
  arena: Arena,
  source: Tensor,
  patches: Patches,
  visit: (row: number, position: number, tap: number, pixel: number) => void,
): void {
  const { indices } = arena;
  const { batch, positions, taps, sourcePixels, channelsIn, table } = patches;
  for (let b = 0; b < batch; b++) {
    for (let position = 0; position < positions; position++) {
      for (let tap = 0; tap < taps; tap++) {
        const sourcePixel = indices[table.offset + position * taps + tap]!;
        if (sourcePixel < 0) continue;
        visit(b * positions + position, position, tap, source.offset + (b * sourcePixels + sourcePixel) * channelsIn);
      }
    }
  }
}
