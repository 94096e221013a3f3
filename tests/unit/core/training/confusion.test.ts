import { describe, expect, it } from 'vitest';
import { countConfusion, shareOnDiagonal } from '../../../../src-core/training/confusion.ts';

describe('countConfusion', () => {
  it('counts answers by the class of the row they are to, rows of unknown class left out', () => {
    const labels = Int32Array.of(0, 1, 1, -1, 2);
    // Rows 4, 2, 3, 1 answered 2, 0, 1, 1.
    const counts = countConfusion(Int32Array.of(2, 0, 1, 1), Uint32Array.of(4, 2, 3, 1), labels, 3);
    expect(counts).toEqual([
      [0, 0, 0],
      [1, 1, 0],
      [0, 0, 1],
    ]);
    expect(shareOnDiagonal(counts)).toBe(2 / 3);
  });

  it('is no share where nothing was counted', () => {
    expect(
      shareOnDiagonal([
        [0, 0],
        [0, 0],
      ]),
    ).toBeNull();
  });
});
