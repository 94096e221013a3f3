// Arguments of an operation at an address, by their place among them; its opcode is the word before.

@inline
export function i(operation: usize, index: i32): i32 {
  return load<i32>(operation + <usize>(index + 1) * 4);
}
@inline
export function at(operation: usize, index: i32): usize {
  return load<usize>(operation + <usize>(index + 1) * 4);
}
@inline
export function f(operation: usize, index: i32): f32 {
  return load<f32>(operation + <usize>(index + 1) * 4);
}
