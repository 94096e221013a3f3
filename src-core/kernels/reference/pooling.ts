import type { Arena } from '../arena.ts';
import type { KernelSet, Patches } from '../kernelSet.ts';
import { forEachTap } from './patchLoop.ts';

type Pooling = Pick<KernelSet, 'maxPoolingForward' | 'maxPoolingInputGradient' | 'meanPoolingForward' | 'meanPoolingInputGradient'>;

const noWinner = -1;

/** Largest and mean of each patch, channel by channel (eq. 11), over an arena. */
export function referencePooling(arena: Arena): Pooling {
  return {
    maxPoolingForward(y, x, winners, patches) {
      const { elements, indices } = arena;
      const { batch, positions, taps, sourcePixels, channelsIn, table } = patches;
      const pixelOf = (row: number, tap: number) =>
        x.offset + (Math.floor(row / positions) * sourcePixels + indices[table.offset + (row % positions) * taps + tap]!) * channelsIn;

      indices.fill(noWinner, winners.offset, winners.offset + batch * positions * channelsIn);
      forEachTap(arena, x, patches, (row, _position, tap, pixel) => {
        for (let c = 0; c < channelsIn; c++) {
          const winner = indices[winners.offset + row * channelsIn + c]!;
          const wins = winner === noWinner || elements[pixel + c]! > elements[pixelOf(row, winner) + c]!;
          if (wins) indices[winners.offset + row * channelsIn + c] = tap;
        }
      });
      forEachTap(arena, x, patches, (row, _position, tap, pixel) => {
        for (let c = 0; c < channelsIn; c++) {
          const output = row * channelsIn + c;
          if (indices[winners.offset + output] === tap) elements[y.offset + output]! += elements[pixel + c]!;
        }
      });
    },

    maxPoolingInputGradient(dx, dz, winners, patches) {
      const { elements, indices } = arena;
      const { channelsIn } = patches;
      forEachTap(arena, dx, patches, (row, _position, tap, pixel) => {
        for (let c = 0; c < channelsIn; c++) {
          const output = row * channelsIn + c;
          if (indices[winners.offset + output] === tap) elements[pixel + c]! += elements[dz.offset + output]!;
        }
      });
    },

    meanPoolingForward(y, x, patches) {
      const { elements } = arena;
      const { channelsIn } = patches;
      const shares = sharesOf(arena, patches);
      forEachTap(arena, x, patches, (row, position, _tap, pixel) => {
        for (let c = 0; c < channelsIn; c++) elements[y.offset + row * channelsIn + c]! += elements[pixel + c]! * shares[position]!;
      });
    },

    meanPoolingInputGradient(dx, dz, patches) {
      const { elements } = arena;
      const { channelsIn } = patches;
      const shares = sharesOf(arena, patches);
      forEachTap(arena, dx, patches, (row, position, _tap, pixel) => {
        for (let c = 0; c < channelsIn; c++) elements[pixel + c]! += elements[dz.offset + row * channelsIn + c]! * shares[position]!;
      });
    },
  };
}

/** One over the number of taps inside the source, for each position. */
function sharesOf(arena: Arena, { positions, taps, table }: Patches): Float64Array {
  const shares = new Float64Array(positions);
  for (let position = 0; position < positions; position++) {
    const start = table.offset + position * taps;
    shares[position] = 1 / arena.indices.subarray(start, start + taps).filter((pixel) => pixel >= 0).length;
  }
  return shares;
}
