import { describe, expect, it } from 'vitest';
import type { DecisionBoundary } from '../../../../../src-main/contract/snapshots.ts';
import { classShares, fieldPixels, parseColour } from '../../../../../src-renderer/components/charts/fieldColours.ts';

const none = new Float32Array();
const field = (values: number[], outputs: number, columns: number, rows: number): DecisionBoundary => ({
  epoch: 1,
  x: { name: 'x', from: 0, to: 1 },
  y: { name: 'y', from: 0, to: 1 },
  columns,
  rows,
  outputs,
  classNames: outputs > 1 ? ['a', 'b'] : [],
  values: Float32Array.from(values),
  points: { x: none, y: none, label: none, test: new Uint8Array() },
});
const pixel = (pixels: Uint8ClampedArray, place: number): number[] => [...pixels.subarray(4 * place, 4 * place + 4)];

describe('fieldPixels', () => {
  it('mixes class colours by probability, half and half with the ground', () => {
    // Certain of a: (200 + 0)/2; undecided: the mean of both colours, halved.
    const pixels = fieldPixels(field([1, 0, 0.5, 0.5], 2, 2, 1), ['#c80000', '#00c800'], '#000000');
    expect([pixel(pixels, 0), pixel(pixels, 1)]).toEqual([
      [100, 0, 0, 255],
      [50, 50, 0, 255],
    ]);
  });

  it('has the row of the highest y on top', () => {
    const pixels = fieldPixels(field([1, 0, 0, 1], 2, 1, 2), ['#c80000', '#00c800'], '#000000');
    expect(pixel(pixels, 0)).toEqual([0, 100, 0, 255]);
  });

  it('shows numbers from the least in dark violet to the greatest in yellow', () => {
    const pixels = fieldPixels(field([-3, 5], 1, 2, 1), [], '#ffffff');
    expect([pixel(pixels, 0), pixel(pixels, 1)]).toEqual([
      [68, 1, 84, 255],
      [253, 231, 37, 255],
    ]);
  });
});

describe('classShares', () => {
  it('divides positive outputs by their sum, and is all zero where none is positive', () => {
    expect(classShares(field([3, 1], 2, 1, 1), 0)).toEqual([0.75, 0.25]);
    expect(classShares(field([-1, 2], 2, 1, 1), 0)).toEqual([0, 1]);
    expect(classShares(field([-1, -2], 2, 1, 1), 0)).toEqual([0, 0]);
  });
});

describe('parseColour', () => {
  it('reads hexadecimal colours and those of a style sheet', () => {
    expect([parseColour('#0a10ff'), parseColour('rgb(1, 2, 3)')]).toEqual([
      [10, 16, 255],
      [1, 2, 3],
    ]);
  });
});
