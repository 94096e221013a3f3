import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { createMixingMasks } from '../../../../src-core/skins/mixingMasks.ts';

function shareOfEqualNeighbours(masks: readonly Uint8Array[], width: number, distance: number): number {
  let equal = 0;
  let pairs = 0;
  for (const mask of masks) {
    for (let index = 0; index + distance < mask.length; index++) {
      if (index % width >= width - distance) continue;
      pairs++;
      if (mask[index] === mask[index + distance]) equal++;
    }
  }
  return equal / pairs;
}

describe('mixing masks', () => {
  it('cover about half of a picture, in patches: neighbours are alike, pixels far apart are not', () => {
    const masks = createMixingMasks([20, 20], createRandom(1));
    const share = masks.reduce((sum, mask) => sum + mask.reduce((part, bit) => part + bit, 0), 0) / (masks.length * 400);
    expect(share).toBeCloseTo(0.5, 1);
    expect(shareOfEqualNeighbours(masks, 20, 1)).toBeGreaterThan(0.85);
    expect(shareOfEqualNeighbours(masks, 20, 10)).toBeLessThan(0.6);
  });

  it('deal the columns of a table one by one', () => {
    const masks = createMixingMasks([40], createRandom(1));
    expect(shareOfEqualNeighbours(masks, 40, 1)).toBeCloseTo(0.5, 1);
  });

  it('leave channels of a pixel independent and blur along rows and columns only', () => {
    const masks = createMixingMasks([12, 12, 2], createRandom(1));
    expect(masks[0]).toHaveLength(288);
    // In steps of 2 along a row of 24 numbers lie neighbouring pixels of a channel; next to each other lie channels.
    expect(shareOfEqualNeighbours(masks, 24, 2)).toBeGreaterThan(0.8);
    expect(shareOfEqualNeighbours(masks, 24, 1)).toBeLessThan(0.6);
  });
});
