import type { Precision } from '../../src-core/kernels/arena.ts';
import { createKernels } from '../../src-core/kernels/createKernels.ts';
import { createLoss } from '../../src-core/losses/createLoss.ts';
import { compileNetwork } from '../../src-core/network/compileNetwork.ts';
import type { Network } from '../../src-core/network/network.ts';
import { parseNotation } from '../../src-core/network/notation/parseNotation.ts';
import { outputUpdateOf } from '../../src-core/network/outputUpdate.ts';
import { optimizers } from '../../src-core/optimizers/registry.ts';
import { createRandom } from '../../src-core/random/createRandom.ts';
import { deriveSeed } from '../../src-core/random/deriveSeed.ts';
import type { Choice } from '../../src-core/registry.ts';
import { skins } from '../../src-core/skins/registry.ts';
import type { Skin, SkinContext, SkinStep } from '../../src-core/skins/skin.ts';

interface TargetTeachingOptions {
  readonly skin: Choice;
  readonly design: string;
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  /** What each row counts; 1 where left out. */
  readonly weights?: readonly number[];
  readonly loss?: Choice;
  readonly precision?: Precision;
  readonly optimizer?: Choice;
  readonly seed?: number;
  /** Makes the skin, in place of the registry's member. */
  readonly create?: (context: SkinContext) => Skin;
}

/** A network taught with targets, on all rows at once. */
export interface TargetTeaching {
  readonly network: Network;
  readonly skin: Skin;
  teach(rateShare?: number): SkinStep;
}

/** Puts a skin that reads targets over a network of that design; it steps along the negative gradient by 0.1 unless told otherwise. */
export function targetTeaching({
  skin: choice,
  design: notation,
  inputs,
  targets,
  weights,
  loss = { type: 'pNorm' },
  precision = 'float64',
  optimizer = { type: 'steepestDescent', learningRate: 0.1 },
  seed = 3,
  create,
}: TargetTeachingOptions): TargetTeaching {
  const kernels = createKernels(precision);
  const design = parseNotation(notation);
  const rows = inputs.length;
  const network = compileNetwork(design, [inputs[0]!.length], { kernels, batch: rows, random: createRandom(seed) });
  const { type, ...parameters } = skins.parse(choice);
  const { type: optimizerType, ...optimizerParameters } = optimizers.parse(optimizer);
  const member = skins.get(type);
  const context: SkinContext = {
    network,
    layers: network.layers.flatMap((layer, index) => (layer.parameters && !layer.design!.frozen ? [index] : [])),
    sets: 0,
    loss: member.usesLoss ? createLoss(loss, { normalised: false, outputUpdate: outputUpdateOf(design) }) : null,
    penalties: { l1: 0, l2: 0 },
    optimizer: optimizers.get(optimizerType).create(optimizerParameters),
    random: (...purpose) => createRandom(deriveSeed(seed, ...purpose)),
  };
  const skin = create ? create(context) : member.create(context, parameters);
  const wanted = kernels.arena.allocate([rows, targets[0]!.length]);
  const weighted = weights ? kernels.arena.allocate([rows, 1]) : null;
  return {
    network,
    skin,
    teach(rateShare = 1) {
      kernels.arena.view(network.inputs).set(inputs.flat());
      kernels.arena.view(wanted).set(targets.flat());
      if (weights && weighted) kernels.arena.view(weighted).set(weights);
      return skin.step({ reads: 'targets', rows, whole: true, targets: wanted, weights: weighted }, rateShare);
    },
  };
}

/** Rows of normal numbers. */
export function normalRows(rows: number, columns: number, seed: number): number[][] {
  const random = createRandom(seed);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal()));
}

/** Cosine of the angle between two directions. */
export function cosine(left: ArrayLike<number>, right: ArrayLike<number>): number {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) => Array.from(x).reduce((sum, value, index) => sum + value * y[index]!, 0);
  return dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right));
}

/** Central differences of a function of some numbers, given at a point. */
export function differences(point: ArrayLike<number>, value: (at: Float64Array) => number, step = 1e-5): number[] {
  return Array.from(point, (_, index) => {
    const at = (change: number) => {
      const moved = Float64Array.from(point);
      moved[index]! += change;
      return value(moved);
    };
    return (at(step) - at(-step)) / (2 * step);
  });
}
