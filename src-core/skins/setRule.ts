import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { Random } from '../random/random.ts';
import type { LocalRule } from './layerwiseSkin.ts';
import type { LocalLayer } from './localLayer.ts';
import { createSetMeans } from './setMeans.ts';
import { createSetMembers, type MembersOfSet, type SetMembers } from './setMembers.ts';
import type { Identifier } from './skin.ts';

/** What the neurons of one set are taught on: samples from which the set's running mean has been taken off. */
export interface SetLesson extends MembersOfSet {
  /** `[neurons, inputs]` of the set; to be changed in place. */
  readonly weights: Tensor;
  /** Members of the set met so far, these included. */
  readonly met: number;
  readonly rateShare: number;
}

/** How the neurons of each set change their weights by their own members, and what stress a sample causes among them. */
export interface NeuronRule {
  /** Teaches in place. Returns the sum over all members of what the rule lowers, before the change. */
  teach(lessons: readonly SetLesson[], random: Random): number;
  /**
   * The stress in a set's neurons as they are now, of a sample to which their answers z are the arena's elements from `at` on. Valid until
   * memory is allocated or they are taught.
   */
  stressOf(set: number): (at: number) => number;
  readonly tensors: Readonly<Record<string, Tensor>>;
}

/** A local rule over sets, and how it identifies them. */
export interface SetRule extends LocalRule {
  readonly identifier: Identifier;
}

interface SetRuleOptions {
  /** Into how many groups the neurons are split; null is one over all samples, whichever set they belong to. */
  readonly sets: number | null;
  /** Where a layer takes samples at random. */
  readonly random: Random;
  readonly createRule: (members: SetMembers) => NeuronRule;
}

/** Samples whose stress is found in one product. */
const atOnce = 256;

/**
 * Neurons in groups, one for every set, taught on its members alone: z = w·(x − m) with m the set's running mean, which the layer's bias
 * takes up as −w·m where it has one.
 * @throws skin/unfit
 */
export function createSetRule(kernels: KernelSet, layer: LocalLayer, { sets, random: sampling, createRule }: SetRuleOptions): SetRule {
  const { inputs, bias } = layer;
  const { arena } = kernels;
  const members = createSetMembers(kernels, layer, sets ?? 1);
  const { neurons } = members;
  const means = createSetMeans(kernels, members.sets, inputs);
  const rule = createRule(members);
  const offsets = arena.allocate([neurons]);
  const answers = arena.allocate([Math.min(atOnce, layer.mostSamples), neurons]);

  /** −w·m of a set's neurons. */
  function computeOffsets(set: number): void {
    kernels.fill(offsets, 0);
    kernels.forwardProduct(offsets, means.of(set), members.weightsOf(set), { batch: 1, inputs, outputs: neurons });
    kernels.scale(offsets, -1);
  }

  function writeBias(bias: Tensor, set: number): void {
    computeOffsets(set);
    kernels.copy(subTensor(bias, set * neurons, [neurons]), offsets);
  }

  /** Adds the mean stress of a set over the samples of each row. */
  function addStresses(set: number, samples: number, stresses: Float64Array): void {
    computeOffsets(set);
    const stress = rule.stressOf(set);
    for (let first = 0; first < samples; first += atOnce) {
      const count = Math.min(atOnce, samples - first);
      const x = subTensor(layer.samples, first * inputs, [count, inputs]);
      kernels.setRows(answers, offsets, count, neurons);
      kernels.forwardProduct(answers, x, members.weightsOf(set), { batch: count, inputs, outputs: neurons });
      for (let sample = 0; sample < count; sample++) {
        const row = Math.floor((first + sample) / layer.samplesPerRow);
        stresses[row * members.sets + set]! += stress(answers.offset + sample * neurons) / layer.samplesPerRow;
      }
    }
  }

  return {
    tensors: { means: means.means, counts: means.counts, ...rule.tensors },
    teach({ count, rateShare, sets: setOfSample, random }) {
      const lessons = members.deal(count, sets === null ? null : setOfSample).map((group): SetLesson => {
        means.learn(group);
        means.centre(group);
        return { ...group, weights: members.weightsOf(group.set), met: means.met(group.set), rateShare };
      });
      if (lessons.length === 0) return null;
      const sum = rule.teach(lessons, random);
      if (bias) for (const { set } of lessons) writeBias(bias, set);
      return sum / lessons.reduce((taught, lesson) => taught + lesson.count, 0);
    },
    identifier: {
      sets: members.sets,
      stress(rows) {
        const stresses = new Float64Array(rows * members.sets);
        const samples = layer.read(rows, sampling);
        for (let set = 0; set < members.sets; set++) {
          if (means.met(set) > 0) addStresses(set, samples, stresses);
          else for (let row = 0; row < rows; row++) stresses[row * members.sets + set] = Infinity;
        }
        return stresses;
      },
    },
  };
}
