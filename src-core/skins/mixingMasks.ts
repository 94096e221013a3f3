import type { Random } from '../random/random.ts';
import type { Shape } from '../shape.ts';

/** Masks of which each mixture takes one, turned round or not: as many as never seem to repeat. */
const maskCount = 256;
const blurs = 8;

/**
 * Masks of large patches of 0 and 1, about half of each: noise over the shape of the inputs, blurred along each of its dimensions and cut
 * at its mean (Hinton 2022). Two samples mixed by one have the short correlations of real ones, and none of the long. Of inputs without
 * neighbours, such as the columns of a table, each number is dealt by itself.
 * @param shape of the inputs; a last dimension of channels is not blurred along
 * @returns masks of as many numbers as the inputs
 */
export function createMixingMasks(shape: Shape, random: Random): Uint8Array[] {
  const size = shape.reduce((product, length) => product * length, 1);
  const dimensions = shape.length === 1 ? 0 : 2;
  return Array.from({ length: maskCount }, () => {
    let field: Float64Array = Float64Array.from({ length: size }, () => random.uniform());
    for (let blur = 0; blur < blurs; blur++) for (let axis = 0; axis < dimensions; axis++) field = blurred(field, shape, axis);
    const mean = field.reduce((sum, value) => sum + value, 0) / size;
    return Uint8Array.from(field, (value) => (value > mean ? 1 : 0));
  });
}

/** Each number becomes ¼ of its neighbours and ½ of itself along a dimension; beyond the edge lies the edge. */
function blurred(field: Float64Array, shape: Shape, axis: number): Float64Array {
  const stride = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
  const length = shape[axis]!;
  return field.map((value, index) => {
    const place = Math.floor(index / stride) % length;
    const before = place > 0 ? field[index - stride]! : value;
    const after = place < length - 1 ? field[index + stride]! : value;
    return 0.25 * before + 0.5 * value + 0.25 * after;
  });
}
