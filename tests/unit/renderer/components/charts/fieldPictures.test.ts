import { describe, expect, it } from 'vitest';
import { fieldForm, fieldRgba } from '../../../../../src-renderer/components/charts/fieldPictures.ts';

const series = ['#0000ff', '#111111', '#222222', '#ff0000', '#444444', '#555555', '#666666', '#777777'];
const theme = { text: '#000000', muted: '#000000', grid: '#000000', surface: '#ffffff', accent: '#000000', font: 'x', series };

describe('fieldForm', () => {
  it('has images as they are, and the channels of images side by side', () => {
    expect(fieldForm([2, 3])).toMatchObject({ width: 3, height: 2 });
    const { width, height, at } = fieldForm([2, 3, 2]);
    expect([width, height]).toEqual([6, 2]);
    // Row 1, column 2 of channel 1 is number (1 × 3 + 2) × 2 + 1.
    expect(at(5, 1)).toBe(11);
    const all = Array.from({ length: 12 }, (_, place) => at(place % 6, Math.floor(place / 6)));
    expect(all.toSorted((a, b) => a! - b!)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('has short lists as a strip, and long ones in lines with nothing after their end', () => {
    expect(fieldForm([20])).toMatchObject({ width: 20, height: 1 });
    const { width, height, at } = fieldForm([40]);
    expect([width, height]).toEqual([7, 6]);
    expect([at(4, 5), at(5, 5)]).toEqual([39, null]);
  });
});

describe('fieldRgba', () => {
  it('goes from blue through the ground to orange, by the greatest size of the field itself', () => {
    const pixels = fieldRgba(Float32Array.of(-4, 0, 2), fieldForm([3]), theme);
    expect(Array.from(pixels)).toEqual([0, 0, 255, 255, 255, 255, 255, 255, 255, 128, 128, 255]);
  });

  it('is the ground where all weights are 0', () => {
    expect(Array.from(fieldRgba(Float32Array.of(0), fieldForm([1]), theme))).toEqual([255, 255, 255, 255]);
  });
});
