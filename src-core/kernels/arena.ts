import type { Shape } from '../shape.ts';

/** Precision of everything in an arena. */
export type Precision = 'float32' | 'float64';
/** Numbers at either precision. */
export type FloatArray = Float32Array | Float64Array;

/** A run of elements in the arena, row-major. `offset` and `length` count elements of the arena's precision. */
export interface Tensor {
  readonly offset: number;
  readonly length: number;
  readonly shape: Shape;
}

/** A run of 32-bit integers in the arena (patch tables, winners, labels). `offset` counts 32-bit words. */
export interface IndexTensor {
  readonly offset: number;
  readonly length: number;
}

/**
 * One linear memory that holds everything a network computes with: parameters, gradients, optimizer state, axon values.
 * Growing it may move the memory: read `elements` and `indices` anew after every allocation, never keep them.
 */
export interface Arena {
  readonly precision: Precision;
  /** The whole memory as floating-point elements. */
  readonly elements: FloatArray;
  /** The whole memory as 32-bit integers. */
  readonly indices: Int32Array;
  /** Zero-filled. @throws kernel/out-of-memory */
  allocate(shape: Shape): Tensor;
  /** Zero-filled. @throws kernel/out-of-memory */
  allocateIndices(length: number): IndexTensor;
  /** The tensor's elements; aliases the arena. */
  view(tensor: Tensor): FloatArray;
  viewIndices(tensor: IndexTensor): Int32Array;
}

/** A part of a tensor under another shape; aliases it. `start` counts elements from the tensor's first. */
export function subTensor(tensor: Tensor, start: number, shape: Shape): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  return { offset: tensor.offset + start, length, shape };
}

/** A copy of a tensor's elements, written over `over` where that is given and of the same length. */
export function copyOfTensor(arena: Arena, tensor: Tensor, over?: FloatArray): FloatArray {
  const elements = arena.view(tensor);
  if (over?.length !== elements.length) return elements.slice();
  over.set(elements);
  return over;
}
