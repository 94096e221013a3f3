import { WorkbenchError } from './errors.ts';

/** Sizes of a layer's geometry, slowest dimension first; the last may be channels. `[]` is a single axon. */
export type Shape = readonly number[];

/** Number of axons in a shape: the product of its sizes. */
export function shapeSize(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Distance in axons between neighbours along each dimension, row-major. */
export function shapeStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

/** Row-major index of a position. @throws shape/outside when a coordinate is not within the shape */
export function indexOfPosition(shape: Shape, position: readonly number[]): number {
  if (position.length !== shape.length) throw outside(shape, position);
  let index = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    const coordinate = position[axis]!;
    if (!Number.isInteger(coordinate) || coordinate < 0 || coordinate >= shape[axis]!) throw outside(shape, position);
    index = index * shape[axis]! + coordinate;
  }
  return index;
}

/** Position of a row-major index: the inverse of `indexOfPosition`. @throws shape/outside */
export function positionOfIndex(shape: Shape, index: number): number[] {
  if (!Number.isInteger(index) || index < 0 || index >= shapeSize(shape)) throw outside(shape, [index]);
  const position = new Array<number>(shape.length);
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    position[axis] = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return position;
}

/** A shape as people write it: `28×28×8`. */
export function formatShape(shape: Shape): string {
  return shape.length === 0 ? '1' : shape.join('×');
}

function outside(shape: Shape, position: readonly number[]): WorkbenchError {
  return new WorkbenchError('shape/outside', `Position (${position.join(', ')}) lies outside the shape ${formatShape(shape)}.`, {
    shape,
    position,
  });
}
