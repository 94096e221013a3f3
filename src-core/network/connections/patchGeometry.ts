import { WorkbenchError } from '../../errors.ts';
import type { IndexTensor } from '../../kernels/arena.ts';
import type { KernelSet, PatchGrid, Patches } from '../../kernels/kernelSet.ts';
import { formatShape, shapeSize, type Shape } from '../../shape.ts';
import { refuseTooLarge } from './sizeLimit.ts';

/**
 * `valid`: only positions whose window lies inside the source. `clipped`: positions whose window starts before the source's end; it reads
 * what is inside. `same`: ⌈source/stride⌉ positions about the middle, windows clipped at the edges.
 */
export type Edge = 'valid' | 'clipped' | 'same';

/** How windows are laid; stride and offset have one number for every dimension, or one each. */
interface PatchSettings {
  readonly window: Shape;
  readonly stride: readonly number[];
  /** Pixels by which all windows are moved. */
  readonly offset: readonly number[];
  readonly edge: Edge;
}

/** Where the windows of a layer lie over the pixels of its source; each list has one number a dimension. */
export interface PatchGeometry {
  /** Sizes of the source without its channels. */
  readonly source: Shape;
  readonly channelsIn: number;
  /** True where the source's last dimension is channels. */
  readonly hasChannels: boolean;
  readonly window: Shape;
  readonly stride: Shape;
  /** Pixel at which the first window starts; negative where it sticks out before the source. */
  readonly first: readonly number[];
  /** Numbers of windows. */
  readonly positions: Shape;
}

/**
 * Lays windows over a source of any number of dimensions. A source with as many dimensions as the window has one channel; with one
 * more, its last is channels. Every window has a pixel of the source at least.
 * @throws design/shape-mismatch, design/too-large naming the layer
 */
export function layPatches(source: Shape, { window, stride, offset, edge }: PatchSettings, layer: string): PatchGeometry {
  const dimensions = window.length;
  const hasChannels = source.length === dimensions + 1;
  if (!hasChannels && source.length !== dimensions) {
    throw mismatch(layer, source, `its window ${formatShape(window)} needs a source of ${dimensions} or ${dimensions + 1} dimensions`);
  }
  for (const [name, numbers] of Object.entries({ stride, offset })) {
    if (numbers.length !== 1 && numbers.length !== dimensions)
      throw mismatch(layer, source, `its ${name} has ${numbers.length} numbers for a window of ${dimensions} dimensions`);
  }
  const refuse = (reason: string) => mismatch(layer, source, `its window ${formatShape(window)} ${reason}`);
  const axes = window.map((size, axis) =>
    layAxis({ pixels: source[axis]!, size, stride: stride[axis] ?? stride[0]!, offset: offset[axis] ?? offset[0]!, edge }, refuse),
  );
  const positions = axes.map((axis) => axis.positions);
  refuseTooLarge(layer, 'window entries', shapeSize(positions) * shapeSize(window));
  return {
    source: source.slice(0, dimensions),
    channelsIn: hasChannels ? source[dimensions]! : 1,
    hasChannels,
    window,
    stride: axes.map((axis) => axis.stride),
    first: axes.map((axis) => axis.first),
    positions,
  };
}

interface Axis {
  readonly pixels: number;
  readonly size: number;
  readonly stride: number;
  readonly offset: number;
  readonly edge: Edge;
}

interface LaidAxis {
  readonly first: number;
  readonly stride: number;
  readonly positions: number;
}

/** Windows along one dimension; what is wrong with them goes on from "its window". */
function layAxis({ pixels, size, stride, offset, edge }: Axis, refuse: (reason: string) => WorkbenchError): LaidAxis {
  if (edge === 'valid') {
    if (offset < 0) throw refuse('would start before it, because of its offset; choose the edge "clipped"');
    if (offset + size > pixels) throw refuse('does not fit inside; choose a smaller window or offset, or the edge "same"');
    return { first: offset, stride, positions: Math.floor((pixels - offset - size) / stride) + 1 };
  }
  const positions = Math.floor((pixels - 1 - (edge === 'clipped' ? offset : 0)) / stride) + 1;
  const overhang = Math.max((positions - 1) * stride + size - pixels, 0);
  const first = offset - (edge === 'same' ? Math.floor(overhang / 2) : 0);
  const last = first + (positions - 1) * stride;
  if (positions < 1 || first + size <= 0 || last >= pixels)
    throw refuse('would lie outside it, because of its offset; choose a smaller offset');
  return { first, stride, positions };
}

/** The geometry as kernels want it, its table built in the arena. */
export function buildPatches(kernels: KernelSet, geometry: PatchGeometry, batch: number, channelsOut: number): Patches {
  const positions = shapeSize(geometry.positions);
  const taps = shapeSize(geometry.window);
  const table: IndexTensor = kernels.arena.allocateIndices(positions * taps);
  fillTable(kernels.arena.viewIndices(table), geometry);
  return {
    batch,
    positions,
    taps,
    sourcePixels: shapeSize(geometry.source),
    channelsIn: geometry.channelsIn,
    channelsOut,
    table,
    grid: gridOf(geometry),
  };
}

/** The windows as a grid, or null where they are no such grid, or moved so far that some pixels lie beyond all of them. */
function gridOf({ source, window, stride, positions, first }: PatchGeometry): PatchGrid | null {
  const before = first.map((pixel) => -pixel);
  const isGrid = before.every((pixels, axis) => {
    const spanned = positions[axis]! + window[axis]! - 1;
    const isSpanned = pixels + source[axis]! <= spanned && positions[axis]! <= pixels + source[axis]!;
    return stride[axis] === 1 && pixels >= 0 && pixels < window[axis]! && isSpanned;
  });
  return window.length === 2 && isGrid ? { source, window, positions, before } : null;
}

/** The same patches for a pass over fewer samples. */
export function patchesForRows(patches: Patches, rows: number): Patches {
  return rows === patches.batch ? patches : { ...patches, batch: rows };
}

/** `[positions, taps]`: the pixel that each tap of each position reads, −1 where it lies outside the source. */
export function tableOfPatches(geometry: PatchGeometry): Int32Array {
  const table = new Int32Array(shapeSize(geometry.positions) * shapeSize(geometry.window));
  fillTable(table, geometry);
  return table;
}

/** Writes the pixel that tap t of position p reads to `table[p, t]`, or −1 where it lies outside the source. */
function fillTable(table: Int32Array, { source, window, stride, first, positions }: PatchGeometry): void {
  const position = new Array<number>(positions.length).fill(0);
  const tap = new Array<number>(window.length).fill(0);
  const taps = shapeSize(window);
  for (let entry = 0; entry < table.length; entry++) {
    let pixel = 0;
    for (let axis = 0; axis < source.length && pixel >= 0; axis++) {
      const coordinate = position[axis]! * stride[axis]! + tap[axis]! + first[axis]!;
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
