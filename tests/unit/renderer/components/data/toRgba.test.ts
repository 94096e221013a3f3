import { describe, expect, it } from 'vitest';
import { toRgba } from '../../../../../src-renderer/components/data/toRgba.ts';

describe('toRgba', () => {
  it('makes grey of one channel, and takes the second of two for opacity', () => {
    expect([...toRgba(Uint8Array.of(0, 128), 1)]).toEqual([0, 0, 0, 255, 128, 128, 128, 255]);
    expect([...toRgba(Uint8Array.of(7, 9), 2)]).toEqual([7, 7, 7, 9]);
  });

  it('keeps colours', () => {
    expect([...toRgba(Uint8Array.of(1, 2, 3), 3)]).toEqual([1, 2, 3, 255]);
    expect([...toRgba(Uint8Array.of(1, 2, 3, 4), 4)]).toEqual([1, 2, 3, 4]);
  });
});
