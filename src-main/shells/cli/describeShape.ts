import { formatShape, type Shape } from '../../../src-core/shape.ts';

/** ` 28×28` for a block, nothing for a single value. */
export function describeShape(shape: Shape): string {
  return shape.length > 0 ? ` ${formatShape(shape)}` : '';
}
