// Lists of the factors that are not 0: elements of 8 bytes, a place in whatever they multiply, and the value.

export const elementBytes: usize = 8;

/**
 * Writes an element at the end of a list and gives the new end: the same if the value is 0, so that the next overwrites it. Told from the
 * bits and without a branch, which nobody could predict.
 */
@inline
export function withElement(end: usize, place: i32, value: usize): usize {
  const bits = load<u32>(value);
  store<i32>(end, place);
  store<u32>(end, bits, 4);
  return end + ((<usize>(bits << 1 != 0)) << 3);
}
