import type { Shape } from '../../shape.ts';

/** Whether two shapes are one geometry: a last dimension of 1, as of a single channel, may be left out. */
export function sameAxons(first: Shape, second: Shape): boolean {
  const [a, b] = [bare(first), bare(second)];
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

function bare(shape: Shape): Shape {
  return shape.length > 1 && shape.at(-1) === 1 ? bare(shape.slice(0, -1)) : shape;
}
