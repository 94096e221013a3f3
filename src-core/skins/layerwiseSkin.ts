import { WorkbenchError } from '../errors.ts';
import type { Tensor } from '../kernels/arena.ts';
import type { Random } from '../random/random.ts';
import { createLocalLayer, type LocalLayer } from './localLayer.ts';
import type { Identifier, Skin, SkinBatch, SkinContext, SkinStep } from './skin.ts';
import { readSkinState } from './skinState.ts';

/** What a local rule gets of a batch. */
export interface LocalBatch {
  /** Samples in `LocalLayer.samples`. */
  readonly count: number;
  /** What the learning rate is multiplied by. */
  readonly rateShare: number;
  /** Batches taught before, from 0. */
  readonly step: number;
  /** The set of each sample, −1 where that is not known; null for a skin that reads inputs only. */
  readonly sets: Int32Array | null;
  /** A stream of the layer's own for this batch. */
  readonly random: Random;
}

/** How the neurons of one layer change their weights by what reaches them, and by nothing from above. */
export interface LocalRule {
  /** Teaches on a batch, in place. Returns the mean of what the rule lowers before the change, null where it lowers nothing. */
  teach(batch: LocalBatch): number | null;
  /** What it keeps from batch to batch beside the weights; saved and restored by the skin. */
  readonly tensors?: Readonly<Record<string, Tensor>>;
  readonly numbers?: Record<string, number>;
  /** Completes the work after the last batch. */
  readonly finish?: () => void;
}

interface LayerwiseOptions<Rule extends LocalRule> {
  /** Patches taken of each row where a layer is a convolution; 0 is all. */
  readonly patchesPerRow?: number;
  /** How the network tells sets apart once it is taught, where it does. */
  readonly identifier?: (rules: readonly Rule[], layers: readonly LocalLayer[]) => Identifier;
}

/**
 * A skin that teaches every layer by a local rule, in each batch the lower ones first, each from what the layers below it then make of the
 * samples.
 * @throws skin/unfit where a layer does not fit, or none can be taught
 */
export function createLayerwiseSkin<Rule extends LocalRule>(
  { network, layers: indices, random }: SkinContext,
  createRule: (layer: LocalLayer) => Rule,
  { patchesPerRow = 0, identifier }: LayerwiseOptions<Rule> = {},
): Skin {
  if (indices.length === 0)
    throw new WorkbenchError('skin/unfit', 'Nothing can be taught: every layer is frozen, taught already or has no parameters.');
  const { kernels } = network;
  const layers = indices.map((index) => createLocalLayer(network, index, patchesPerRow));
  const rules = layers.map(createRule);
  const counts = { functionEvaluations: 0, gradientEvaluations: 0 };
  let step = 0;

  function teachLayer(which: number, batch: SkinBatch, rateShare: number): number | null {
    const layer = layers[which]!;
    const below = which === 0 ? 0 : layers[which - 1]!.index;
    network.forwardLayers(below === 0 ? 1 : below, layer.index - 1, batch.rows, true);
    const stream = random('batch', layer.index, step);
    const count = layer.read(batch.rows, stream);
    const sets = batch.reads === 'membership' ? setsOfSamples(batch.sets, layer.samplesPerRow) : null;
    return rules[which]!.teach({ count, rateShare, step, sets, random: stream });
  }

  function teach(batch: SkinBatch, rateShare: number): SkinStep {
    let loss: number | null = null;
    for (let which = 0; which < layers.length; which++) {
      const part = teachLayer(which, batch, rateShare);
      if (part !== null) loss = (loss ?? 0) + part;
    }
    network.applyConstraints();
    counts.functionEvaluations++;
    step++;
    const broken = layers.find(({ weights }) => !kernels.allFinite(weights));
    const trouble = broken ? ({ kind: 'diverged', reason: `the weights of layer "${broken.layer.name}" are not finite` } as const) : null;
    return { loss, steps: broken ? 0 : 1, trouble };
  }

  return {
    counts,
    step: (batch, rateShare = 1) => teach(batch, rateShare),
    finish: () => rules.forEach((rule) => rule.finish?.()),
    ...(identifier && { identifier: identifier(rules, layers) }),
    save: () => ({
      numbers: { step, ...counts, ...gathered(rules, ({ numbers = {} }) => numbers) },
      arrays: gathered(rules, ({ tensors = {} }) => mapped(tensors, (tensor) => kernels.arena.view(tensor).slice())),
    }),
    restore(state) {
      const { number, array } = readSkinState(state);
      step = number('step');
      counts.functionEvaluations = number('functionEvaluations');
      counts.gradientEvaluations = number('gradientEvaluations');
      for (const [which, { tensors = {}, numbers = {} }] of rules.entries()) {
        for (const [name, tensor] of Object.entries(tensors)) kernels.arena.view(tensor).set(array(`${which}.${name}`, tensor.length));
        for (const name of Object.keys(numbers)) numbers[name] = number(`${which}.${name}`);
      }
    },
  };
}

/** Every position of a row is a sample of the row's set. */
function setsOfSamples(sets: Int32Array, samplesPerRow: number): Int32Array {
  return samplesPerRow === 1
    ? sets
    : Int32Array.from({ length: sets.length * samplesPerRow }, (_, at) => sets[Math.floor(at / samplesPerRow)]!);
}

/** What each rule has, under its number and its own name. */
function gathered<Value>(rules: readonly LocalRule[], of: (rule: LocalRule) => Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(rules.flatMap((rule, which) => Object.entries(of(rule)).map(([name, value]) => [`${which}.${name}`, value])));
}

function mapped<In, Out>(record: Readonly<Record<string, In>>, convert: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, convert(value)]));
}
