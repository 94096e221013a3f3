import { subTensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { Random } from '../random/random.ts';
import type { LocalLayer } from './localLayer.ts';
import { createNeuronStress } from './neuronStress.ts';
import type { NeuronRule, SetLesson } from './setRule.ts';
import type { SetMembers } from './setMembers.ts';

interface HormoneOptions {
  readonly layer: LocalLayer;
  /** Deviation of a random change. */
  readonly rate: number;
  /** Random changes tried on a batch. */
  readonly attempts: number;
  /** Neurons that each of them changes. */
  readonly changed: number;
}

/**
 * One number for the whole layer, the hormone h = mean over the batch's samples and the neurons of their sets of ½ z²; neurons chosen at
 * random change all their weights at random, w ← w + α ξ with |w|² = K again, and all of them keep the change if h falls, or else take it
 * back (weight perturbation). No neuron knows whether it was its own change that helped.
 */
export function createHormoneRule(kernels: KernelSet, { sets, neurons }: SetMembers, options: HormoneOptions): NeuronRule {
  const { layer, rate, attempts, changed } = options;
  const { inputs, weights, mostSamples } = layer;
  const { arena } = kernels;
  const norm = Math.sqrt(inputs);
  const stress = createNeuronStress(kernels, sets, neurons);
  const answers = arena.allocate([mostSamples, neurons]);
  const squares = arena.allocate([neurons]);
  const before = arena.allocate([layer.neurons, inputs]);
  kernels.normalizeRows(weights, layer.neurons, inputs, norm);

  /** Σ over the members of a set, and the mean over its neurons, of ½ z². Leaves z in `answers`. */
  function excite({ samples, count, weights: own }: SetLesson): number {
    const z = subTensor(answers, 0, [count, neurons]);
    kernels.fill(z, 0);
    kernels.forwardProduct(z, samples, own, { batch: count, inputs, outputs: neurons });
    return (0.5 * kernels.dot(z, z)) / neurons;
  }

  function secrete(lessons: readonly SetLesson[]): number {
    return lessons.reduce((sum, lesson) => sum + excite(lesson), 0);
  }

  function shake(deviation: number, random: Random): void {
    const { elements } = arena;
    for (let change = 0; change < changed; change++) {
      const neuron = random.integer(layer.neurons);
      const first = weights.offset + neuron * inputs;
      for (let at = first; at < first + inputs; at++) elements[at]! += deviation * random.normal();
      kernels.normalizeRows(subTensor(weights, neuron * inputs, [inputs]), 1, inputs, norm);
    }
  }

  /** Tells each neuron what is usual for it. */
  function remember(lesson: SetLesson): void {
    excite(lesson);
    kernels.fill(squares, 0);
    kernels.addRowProducts(squares, answers, answers, lesson.count, neurons);
    stress.learn(lesson, squares);
  }

  return {
    tensors: { meanSquares: stress.meanSquares },
    teach(lessons, random) {
      const first = secrete(lessons);
      let hormone = first;
      for (let attempt = 0; attempt < attempts; attempt++) {
        kernels.copy(before, weights);
        shake(rate * lessons[0]!.rateShare, random);
        const now = secrete(lessons);
        if (now < hormone) hormone = now;
        else kernels.copy(weights, before);
      }
      lessons.forEach(remember);
      return first;
    },
    stressOf: stress.stressOf,
  };
}
