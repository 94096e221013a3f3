import type { FloatArray, Precision } from '../../src-core/kernels/arena.ts';
import { createKernels } from '../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../src-core/network/compileNetwork.ts';
import type { Network } from '../../src-core/network/network.ts';
import { parseNotation } from '../../src-core/network/notation/parseNotation.ts';
import { optimizers } from '../../src-core/optimizers/registry.ts';
import { createRandom } from '../../src-core/random/createRandom.ts';
import { deriveSeed } from '../../src-core/random/deriveSeed.ts';
import type { Choice } from '../../src-core/registry.ts';
import { skins } from '../../src-core/skins/registry.ts';
import type { Skin, SkinBatch, SkinReads, SkinStep } from '../../src-core/skins/skin.ts';

interface LocalTeachingOptions {
  readonly skin: Choice;
  readonly design: string;
  /** Samples, of the same length each. */
  readonly samples: readonly (readonly number[])[];
  /** The set of each sample, for skins that read membership. */
  readonly sets?: readonly number[];
  readonly setCount?: number;
  readonly precision?: Precision;
  readonly optimizer?: Choice;
  readonly seed?: number;
}

/** A network taught without targets, sample by sample or in batches of rows by their numbers. */
export interface LocalTeaching {
  readonly network: Network;
  readonly skin: Skin;
  /** Teaches on these rows; all of them where left out. */
  teach(rows?: readonly number[], rateShare?: number): SkinStep;
  /** Outputs of these rows. */
  answers(rows: readonly number[]): FloatArray;
  /** Stresses `[rows, sets]` of these rows. */
  stress(rows: readonly number[]): Float64Array;
}

/** Puts a skin that reads no targets over a network of that design. */
export function localTeaching(options: LocalTeachingOptions): LocalTeaching {
  const { design, samples, sets, precision = 'float64', optimizer = { type: 'steepestDescent', learningRate: 0.1 }, seed = 3 } = options;
  const setCount = options.setCount ?? (sets ? Math.max(...sets) + 1 : 0);
  const kernels = createKernels(precision);
  const inputs = samples[0]!.length;
  const all = [...samples.keys()];
  const network = compileNetwork(parseNotation(design), [inputs], { kernels, batch: samples.length, random: createRandom(seed) });
  const { type, ...parameters } = skins.parse(options.skin);
  const { type: optimizerType, ...optimizerParameters } = optimizers.parse(optimizer);
  const member = skins.get(type);
  const layers = network.layers.flatMap((layer, index) => (layer.parameters && !layer.design!.frozen ? [index] : []));
  const skin = member.create(
    {
      network,
      layers,
      sets: member.reads === 'membership' ? setCount : 0,
      loss: null,
      penalties: { l1: 0, l2: 0 },
      optimizer: optimizers.get(optimizerType).create(optimizerParameters),
      random: (...purpose) => createRandom(deriveSeed(seed, ...purpose)),
    },
    parameters,
  );

  function load(rows: readonly number[]): void {
    rows.forEach((row, at) => kernels.arena.elements.set(samples[row]!, network.inputs.offset + at * inputs));
  }

  function forward(rows: readonly number[]): void {
    load(rows);
    network.forward(rows.length);
  }

  return {
    network,
    skin,
    teach(rows = all, rateShare = 1) {
      load(rows);
      return skin.step(batchOf(member.reads, rows, sets), rateShare);
    },
    answers(rows) {
      forward(rows);
      return kernels.arena.view(network.outputs).slice(0, rows.length * network.layers.at(-1)!.size);
    },
    stress(rows) {
      forward(rows);
      return skin.identifier!.stress(rows.length);
    },
  };
}

function batchOf(reads: SkinReads, rows: readonly number[], sets: readonly number[] | undefined): SkinBatch {
  const common = { rows: rows.length, whole: false };
  if (reads === 'inputs') return { ...common, reads };
  if (reads === 'membership') return { ...common, reads, sets: Int32Array.from(rows, (row) => sets?.[row] ?? 0) };
  throw new Error('This skin reads targets.');
}
