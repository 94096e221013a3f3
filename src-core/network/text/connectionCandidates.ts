import type { Choice } from '../../registry.ts';
import { shapeSize, shapeStrides, type Shape } from '../../shape.ts';
import type { Edge } from '../connections/patchGeometry.ts';
import type { ReadLayer } from './fitParameters.ts';
import type { TableLayer } from './ntwLayers.ts';

/**
 * Connections that a layer could have by what its axons read, those with the fewest parameters first; whether one does is for
 * `fitParameters` to say. Empty where it reads nothing.
 */
export function connectionCandidates(read: ReadLayer, shapes: readonly Shape[], { shape, rule }: TableLayer): Choice[] {
  const [source] = read.sources;
  if (source === undefined) return [];
  const weights = read.weights.get(source)!;
  const sourceShape = shapes[source]!;
  const boxes = windowRanks(sourceShape, shape).flatMap((rank) => findBoxes(weights, sourceShape, shape, rank));
  if (rule !== 'taught') {
    const kind = rule === 'maxpool' ? 'max' : 'mean';
    const pooling = boxes.map(({ channels: _channels, ...box }) => ({ type: 'pooling', kind, ...box, stride: poolingStride(box) }));
    const factor = weights[0]?.values().next().value ?? 1;
    return [...(rule === 'fixed' ? [{ type: 'direct', weights: 'fixed', factor }] : []), ...pooling];
  }
  const isDense = weights.every(({ size }) => size === shapeSize(sourceShape));
  return [
    ...(isDense ? [{ type: 'full', size: shape }] : []),
    ...boxes.map((box) => ({ type: 'convolution', ...box })),
    { type: 'direct', weights: 'taught' },
    ...boxes.map((box) => ({ type: 'window', ...box })),
  ];
}

const edges: readonly Edge[] = ['valid', 'same', 'clipped'];

/** A way to lay windows that reads what position 0 and its neighbours along each axis read. */
interface Box {
  readonly window: number[];
  readonly stride: number[];
  readonly offset: number[];
  readonly edge: Edge;
  readonly channels: number;
}

/** Numbers of dimensions that windows between two layers can have: either may have channels as one dimension more. */
function windowRanks(source: Shape, shape: Shape): number[] {
  return [shape.length - 1, shape.length].filter((rank) => rank >= 1 && (source.length === rank || source.length === rank + 1));
}

function findBoxes(weights: readonly ReadonlyMap<number, number>[], source: Shape, shape: Shape, rank: number): Box[] {
  const channels = shape.length > rank ? shape[rank]! : 1;
  const steps = shapeStrides(shape);
  const axes = shape.slice(0, rank).map((positions, axis) => {
    const reads = Array.from({ length: positions }, (_, position) => extent(weights[position * steps[axis]!]!, source, axis));
    return laidAxis(reads, source[axis]!);
  });
  if (axes.some((axis) => axis === null)) return [];
  const laid = axes as LaidAxis[];
  return edges.map((edge) => ({
    window: laid.map(({ size }) => size),
    stride: collapsed(laid.map(({ stride }) => stride)),
    offset: collapsed(laid.map((axis) => (edge === 'same' ? axis.first + axis.overhangBefore : axis.first))),
    edge,
    channels,
  }));
}

interface LaidAxis {
  readonly size: number;
  readonly stride: number;
  /** Where the first window starts. */
  readonly first: number;
  /** Where the edge "same" would start it, counted backwards from 0. */
  readonly overhangBefore: number;
}

/** The window along one axis, from the first and last coordinate that each position reads: clipped windows read less, never more. */
function laidAxis(reads: readonly (readonly [number, number])[], pixels: number): LaidAxis | null {
  const size = Math.max(...reads.map(([low, high]) => high - low + 1));
  const [low, high] = reads[0]!;
  const first = low > 0 ? low : high - size + 1;
  const moves = reads.slice(1).map(([nextLow, nextHigh], index) => Math.max(nextLow - reads[index]![0], nextHigh - reads[index]![1]));
  // A single window, so far from the end that no second one fits.
  const stride = moves.length > 0 ? Math.max(...moves) : Math.max(1, pixels - first - size + 1);
  if (!Number.isFinite(size) || size < 1 || stride < 1) return null;
  return { size, stride, first, overhangBefore: Math.floor(Math.max(moves.length * stride + size - pixels, 0) / 2) };
}

/** The least and greatest coordinate along an axis among the source axons read. */
function extent(weights: ReadonlyMap<number, number>, source: Shape, axis: number): readonly [number, number] {
  const step = shapeStrides(source)[axis]!;
  let low = Infinity;
  let high = -Infinity;
  for (const index of weights.keys()) {
    const coordinate = Math.floor(index / step) % source[axis]!;
    low = Math.min(low, coordinate);
    high = Math.max(high, coordinate);
  }
  return [low, high];
}

/** Null, the usual stride, where windows lie side by side. */
function poolingStride({ window, stride }: Pick<Box, 'window' | 'stride'>): number[] | null {
  return window.every((size, axis) => size === (stride[axis] ?? stride[0])) ? null : stride;
}

/** One number for all dimensions where they are equal. */
function collapsed(numbers: readonly number[]): number[] {
  return numbers.every((number) => number === numbers[0]) ? [numbers[0]!] : [...numbers];
}
