import { Opcode } from '../assembly/opcode.ts';
import { gridScratch, type GridScratch } from './gridScratch.ts';
import { productScratchLength } from './productScratch.ts';
import { byRange, floats, rangeOf, type Divisible, type Division, type Part, type Run } from './share.ts';

// Windows, convolutions and poolings. A thread's share stands in its own copy of the description; the places of its words are those of
// `PatchDescription` and `GridDescription` in the assembly sources.

const floatBytes = 4;
/** Samples that fill a vector. */
const vectorSamples = 4;
/** Every description begins with the samples. */
const batchWord = 0;

/** Windows, convolutions and poolings that can be divided among threads. */
export const patchDivisions: Partial<Record<Opcode, Division>> = {
  [Opcode.convolutionForward]: patchesBySamples('forward', { unit: 1, ownWeights: false }),
  [Opcode.convolutionInputGradient]: patchesBySamples('backward', { unit: 1, ownWeights: false }),
  [Opcode.windowForward]: patchesBySamples('forward', { unit: vectorSamples, ownWeights: true }),
  [Opcode.windowInputGradient]: patchesBySamples('backward', { unit: vectorSamples, ownWeights: true }),
  [Opcode.windowWeightGradient]: windowWeights,
  [Opcode.directForward]: gridBySamples('forward'),
  [Opcode.directInputGradient]: gridBySamples('backward'),
  [Opcode.directWeightGradient]: gridWeights,
  [Opcode.maxPoolingForward]: poolingBySamples('forward', true),
  [Opcode.maxPoolingInputGradient]: poolingBySamples('backward', true),
  [Opcode.meanPoolingForward]: poolingBySamples('forward', false),
  [Opcode.meanPoolingInputGradient]: poolingBySamples('backward', false),
};

type Direction = 'forward' | 'backward';

/** Elements of a batch and of its parts. */
interface Sizes {
  readonly batch: number;
  /** Of a sample. */
  readonly source: number;
  readonly outputs: number;
  /** Of one position's weights. */
  readonly weights: number;
}

/** The result and what it is computed from, sample by sample: outputs from sources, or the other way. */
function bySample(direction: Direction, [result, from]: readonly number[], { batch, source, outputs }: Sizes) {
  const [resultSize, fromSize] = direction === 'forward' ? [outputs, source] : [source, outputs];
  const writes: Run = floats(result!, batch * resultSize);
  const reads: Run = floats(from!, batch * fromSize);
  const at = (sample: number): [number, number] => [result! + sample * resultSize * floatBytes, from! + sample * fromSize * floatBytes];
  return { writes, reads, at };
}

interface PatchSizes extends Sizes {
  readonly positions: number;
  readonly patchRows: number;
  readonly patchRowsLength: number;
  readonly panel: number;
}

const patchWordCount = 12;

function patchSizes(words: Int32Array, address: number): PatchSizes {
  const described = words.subarray(address / 4, address / 4 + patchWordCount);
  const [batch, positions, taps, pixels, channelsIn, channelsOut, , patchRows, patchRowsLength, panel] = described as unknown as number[];
  const sizes = { batch: batch!, positions: positions!, source: pixels! * channelsIn!, outputs: positions! * channelsOut! };
  return { ...sizes, weights: taps! * channelsIn! * channelsOut!, patchRows: patchRows!, patchRowsLength: patchRowsLength!, panel: panel! };
}

/** A thread's description of patches, with scratch of its own. */
function describePatches(part: Part, description: number, sizes: PatchSizes, changes: Readonly<Record<number, number>>): number {
  const patchRows = part.scratch(sizes.patchRows, sizes.patchRowsLength * floatBytes);
  const panel = part.scratch(sizes.panel, productScratchLength * floatBytes);
  return part.describe(description, patchWordCount, { 7: patchRows, 9: panel, ...changes });
}

/** `ownWeights`: every position has weights of its own. */
function patchesBySamples(direction: Direction, { unit, ownWeights }: { unit: number; ownWeights: boolean }): Division {
  return (opcode, values, words): Divisible => {
    const [, , w, description] = values as [number, number, number, number];
    const sizes = patchSizes(words, description);
    const { writes, reads, at } = bySample(direction, values, sizes);
    return {
      reads: [reads, floats(w, ownWeights ? sizes.positions * sizes.weights : sizes.weights)],
      writes: [writes],
      share: byRange(sizes.batch, unit, ({ from, count }, part) => ({
        opcode,
        arguments: [...at(from), w, describePatches(part, description, sizes, { [batchWord]: count })],
      })),
    };
  };
}

/** By positions, because every position has weights of its own. */
function windowWeights(opcode: Opcode, values: readonly number[], words: Int32Array): Divisible {
  const [dw, dz, x, description] = values as [number, number, number, number];
  const sizes = patchSizes(words, description);
  const { batch, positions, source, outputs, weights } = sizes;
  return {
    reads: [floats(dz, batch * outputs), floats(x, batch * source)],
    writes: [floats(dw, positions * weights)],
    share: byRange(positions, 1, ({ from, count }, part) => ({
      opcode,
      arguments: [dw, dz, x, describePatches(part, description, sizes, { 10: from, 11: from + count })],
    })),
  };
}

function poolingBySamples(direction: Direction, hasWinners: boolean): Division {
  return (opcode, values, words): Divisible => {
    const description = values.at(-1)!;
    const sizes = patchSizes(words, description);
    const { writes, reads, at } = bySample(direction, values, sizes);
    const winners = hasWinners ? [floats(values[2]!, sizes.batch * sizes.outputs)] : [];
    return {
      reads: [reads],
      writes: [writes, ...winners],
      share: byRange(sizes.batch, 1, ({ from, count }, part) => ({
        opcode,
        arguments: [
          ...at(from),
          ...winners.map(([address]) => address + from * sizes.outputs * floatBytes),
          part.describe(description, patchWordCount, { [batchWord]: count }),
        ],
      })),
    };
  };
}

interface GridSizes extends Sizes {
  readonly channelsOut: number;
  readonly strips: number;
  /** Each with the word that says where it lies, and where the first thread's does. */
  readonly scratch: readonly { readonly word: number; readonly original: number; readonly length: number }[];
}

const gridWordCount = 21;

const scratchWords: readonly (readonly [word: number, name: keyof GridScratch])[] = [
  [11, 'padded'],
  [12, 'packed'],
  [13, 'places'],
  [14, 'list'],
];
/** Words for the strips and outputs of the weights' gradient. */
const firstStripWord = 15;
const endStripWord = 16;
const firstOutputWord = 17;
const endOutputWord = 18;
/** Word for the samples before a share. The one after it, for all samples, stays what it is. */
const samplesBeforeWord = 19;

function gridSizes(words: Int32Array, address: number): GridSizes {
  const described = Array.from(words.subarray(address / 4, address / 4 + gridWordCount));
  const [batch, sourceHigh, sourceWide, channelsIn, channelsOut, high, wide, positionsHigh, positionsWide] = described as GridWords;
  const lengths = gridScratch({
    source: [sourceHigh, sourceWide],
    window: [high, wide],
    positions: [positionsHigh, positionsWide],
    channelsIn,
    channelsOut,
  });
  return {
    batch,
    source: sourceHigh * sourceWide * channelsIn,
    outputs: positionsHigh * positionsWide * channelsOut,
    weights: high * wide * channelsIn * channelsOut,
    channelsOut,
    strips: described[endStripWord]!,
    scratch: scratchWords.map(([word, name]) => ({ word, original: described[word]!, length: lengths[name] })),
  };
}

type GridWords = [number, number, number, number, number, number, number, number, number];

/** A thread's description of a grid, with scratch of its own. */
function describeGrid(part: Part, description: number, { scratch }: GridSizes, changes: Readonly<Record<number, number>>): number {
  const own = Object.fromEntries(scratch.map(({ word, original, length }) => [word, part.scratch(original, length * floatBytes)]));
  return part.describe(description, gridWordCount, { ...own, ...changes });
}

function gridBySamples(direction: Direction): Division {
  return (opcode, values, words): Divisible => {
    const [, , w, description] = values as [number, number, number, number];
    const sizes = gridSizes(words, description);
    const { writes, reads, at } = bySample(direction, values, sizes);
    return {
      reads: [reads, floats(w, sizes.weights)],
      writes: [writes],
      share: byRange(sizes.batch, 1, ({ from, count }, part) => ({
        opcode,
        arguments: [...at(from), w, describeGrid(part, description, sizes, { [batchWord]: count, [samplesBeforeWord]: from })],
      })),
    };
  };
}

/** By strips of the weights, or by outputs where zeros are skipped: the samples are what is summed over. */
function gridWeights(opcode: Opcode, values: readonly number[], words: Int32Array): Divisible {
  const [dw, dz, x, description] = values as [number, number, number, number];
  const sizes = gridSizes(words, description);
  return {
    reads: [floats(dz, sizes.batch * sizes.outputs), floats(x, sizes.batch * sizes.source)],
    writes: [floats(dw, sizes.weights)],
    share(part) {
      const strips = rangeOf(part, sizes.strips, 1);
      const outputs = rangeOf(part, sizes.channelsOut, 1);
      if (strips.count === 0 && outputs.count === 0) return null;
      const changes = {
        [firstStripWord]: strips.from,
        [endStripWord]: strips.from + strips.count,
        [firstOutputWord]: outputs.from,
        [endOutputWord]: outputs.from + outputs.count,
      };
      return { opcode, arguments: [dw, dz, x, describeGrid(part, description, sizes, changes)] };
    },
  };
}
