import { WorkbenchError } from '../../errors.ts';
import type { IndexTensor } from '../../kernels/arena.ts';
import type { KernelSet, PatchGrid, Patches } from '../../kernels/kernelSet.ts';
import { formatShape, shapeSize, type Shape } from '../../shape.ts';
import { refuseTooLarge } from './sizeLimit.ts';

/** `valid`: only positions whose window lies inside the source. `same`: ⌈source/stride⌉ positions, windows clipped at the edges. */
export type Edge = 'valid' | 'same';

/** Where the windows of a layer lie over the pixels of its source; each list has one number a dimension. */
export interface PatchGeometry {
  /** Sizes of the source without its channels. */
  readonly source: Shape;
  readonly channelsIn: number;
  /** True where the source's last dimension is channels. */
  readonly hasChannels: boolean;
  readonly window: Shape;
  readonly stride: Shape;
  /** Pixels by which the first window sticks out before the source. */
  readonly before: Shape;
  /** Numbers of windows. */
  readonly positions: Shape;
}

/**
 * Lays windows over a source of any number of dimensions. A source with as many dimensions as the window has one channel; with one
 * more, its last is channels.
 * @param stride one number for every dimension, or one each
 * @throws design/shape-mismatch, design/too-large naming the layer
 */
export function layPatches(source: Shape, window: Shape, stride: readonly number[], edge: Edge, layer: string): PatchGeometry {
  const hasChannels = source.length === window.length + 1;
  if (!hasChannels && source.length !== window.length) {
    throw mismatch(
      layer,
      source,
      `its window ${formatShape(window)} needs a source of ${window.length} or ${window.length + 1} dimensions`,
    );
  }
  if (stride.length !== 1 && stride.length !== window.length) {
    throw mismatch(layer, source, `its stride has ${stride.length} numbers for a window of ${window.length} dimensions`);
  }
  const pixels = source.slice(0, window.length);
  const steps = window.map((_, axis) => stride[axis] ?? stride[0]!);
  if (edge === 'valid' && window.some((size, axis) => size > pixels[axis]!)) {
    throw mismatch(layer, source, `its window ${formatShape(window)} does not fit inside; choose a smaller window, or the edge "same"`);
  }
  const positions = window.map((size, axis) => Math.floor((edge === 'same' ? pixels[axis]! - 1 : pixels[axis]! - size) / steps[axis]!) + 1);
  const before = window.map((size, axis) =>
    edge === 'same' ? Math.floor(Math.max((positions[axis]! - 1) * steps[axis]! + size - pixels[axis]!, 0) / 2) : 0,
  );
  refuseTooLarge(layer, 'window entries', shapeSize(positions) * shapeSize(window));
  return { source: pixels, channelsIn: hasChannels ? source[window.length]! : 1, hasChannels, window, stride: steps, before, positions };
}

/** The geometry as kernels want it, its table built in the arena. */
export function buildPatches(kernels: KernelSet, geometry: PatchGeometry, batch: number, channelsOut: number): Patches {
  const positions = shapeSize(geometry.positions);
  const taps = shapeSize(geometry.window);
  const table: IndexTensor = kernels.arena.allocateIndices(positions * taps);
  fillTable(kernels.arena.viewIndices(table), geometry);
  return { batch, positions, taps, sourcePixels: shapeSize(geometry.source), channelsIn: geometry.channelsIn, channelsOut, table, grid: gridOf(geometry) };
}

function gridOf({ source, window, stride, positions, before }: PatchGeometry): PatchGrid | null {
  return window.length === 2 && stride.every((step) => step === 1) ? { source, window, positions, before } : null;
}

/** The same patches for a pass over fewer samples. */
export function patchesForRows(patches: Patches, rows: number): Patches {
  return rows === patches.batch ? patches : { ...patches, batch: rows };
}

/** Writes the pixel that tap t of position p reads to `table[p, t]`, or −1 where it lies outside the source. */
function fillTable(table: Int32Array, { source, window, stride, before, positions }: PatchGeometry): void {
  const position = new Array<number>(positions.length).fill(0);
  const tap = new Array<number>(window.length).fill(0);
  const taps = shapeSize(window);
  for (let entry = 0; entry < table.length; entry++) {
    let pixel = 0;
    for (let axis = 0; axis < source.length && pixel >= 0; axis++) {
      const coordinate = position[axis]! * stride[axis]! + tap[axis]! - before[axis]!;
      pixel = coordinate < 0 || coordinate >= source[axis]! ? -1 : pixel * source[axis]! + coordinate;
    }
    table[entry] = pixel;
    advance(tap, window);
    if ((entry + 1) % taps === 0) advance(position, positions);
  }
}

/** The next position in row-major order, in place; after the last comes the first. */
function advance(position: number[], shape: Shape): void {
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    position[axis] = (position[axis]! + 1) % shape[axis]!;
    if (position[axis] !== 0) return;
  }
}

function mismatch(layer: string, source: Shape, reason: string): WorkbenchError {
  return new WorkbenchError(
    'design/shape-mismatch',
    `Layer "${layer}" does not fit its source of shape ${formatShape(source)}: ${reason}.`,
    { layer, source },
  );
}
