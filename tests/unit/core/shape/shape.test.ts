import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { formatShape, indexOfPosition, positionOfIndex, shapeSize, shapeStrides } from '../../../../src-core/shape.ts';

const shapes = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 });
const recorded = { seed: 20_261, numRuns: 200 };

describe('shape', () => {
  it('counts axons and strides row-major', () => {
    expect(shapeSize([2, 3, 4])).toBe(24);
    expect(shapeStrides([2, 3, 4])).toEqual([12, 4, 1]);
    expect(indexOfPosition([2, 3, 4], [1, 2, 3])).toBe(23);
    expect(shapeSize([])).toBe(1);
    expect(formatShape([28, 28, 8])).toBe('28×28×8');
    expect(formatShape([])).toBe('1');
  });

  it('index and position undo each other, and a position is the sum of its strides', () => {
    fc.assert(
      fc.property(shapes, fc.nat(), (shape, number) => {
        const index = number % shapeSize(shape);
        const position = positionOfIndex(shape, index);
        expect(indexOfPosition(shape, position)).toBe(index);
        expect(shapeStrides(shape).reduce((sum, stride, axis) => sum + stride * position[axis]!, 0)).toBe(index);
      }),
      recorded,
    );
  });

  it.each([
    [
      [2, 2],
      [2, 0],
    ],
    [
      [2, 2],
      [0, -1],
    ],
    [
      [2, 2],
      [0.5, 0],
    ],
    [[2, 2], [0]],
  ])('refuses in %j the position %j', (shape, position) => {
    expect(() => indexOfPosition(shape, position)).toThrow(expect.objectContaining({ code: 'shape/outside' }) as WorkbenchError);
  });

  it('refuses an index outside', () => {
    expect(() => positionOfIndex([2, 2], 4)).toThrow(WorkbenchError);
    expect(() => positionOfIndex([2, 2], -1)).toThrow(WorkbenchError);
  });
});
