import { subTensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { Random } from '../random/random.ts';
import { createNeuronStress } from './neuronStress.ts';
import { samplesTogether } from './samplesTogether.ts';
import type { NeuronRule, SetLesson } from './setRule.ts';
import type { SetMembers } from './setMembers.ts';

interface CalmingOptions {
  readonly rule: 'sign' | 'linear';
  readonly rate: number;
  /** Deviation of ξ. */
  readonly noise: number;
  readonly who: 'all' | 'stressed';
  /** Between which answers a neuron is fit. */
  readonly fit: { readonly zMin: number; readonly zMax: number };
  readonly inputs: number;
  readonly mostSamples: number;
}

/** δw = −α (1 + ξ) q(z) (x − w z/K) for every sample, q(z) = sgn z or z, then |w|² = K again, K the number of inputs. */
export function createCalmingRule(kernels: KernelSet, { sets, neurons, weightsOf }: SetMembers, options: CalmingOptions): NeuronRule {
  const { rule, rate, noise, who, fit, inputs, mostSamples } = options;
  const { arena } = kernels;
  const norm = Math.sqrt(inputs);
  const answers = arena.allocate([Math.min(samplesTogether, mostSamples), neurons]);
  const pulls = arena.allocate([neurons]);
  const squares = arena.allocate([neurons]);
  const stress = createNeuronStress(kernels, sets, neurons);
  for (let set = 0; set < sets; set++) kernels.normalizeRows(weightsOf(set), neurons, inputs, norm);

  /** Replaces the answers by what each multiplies its sample by, and gathers z² and Σ of these factors times z. Returns Σ of what is lowered. */
  function react(count: number, rateShare: number, random: Random): number {
    const { elements } = arena;
    let sum = 0;
    for (let sample = 0; sample < count; sample++) {
      for (let neuron = 0; neuron < neurons; neuron++) {
        const at = answers.offset + sample * neurons + neuron;
        const z = elements[at]!;
        sum += rule === 'sign' ? Math.abs(z) : 0.5 * z * z;
        elements[squares.offset + neuron]! += z * z;
        const isStressed = z <= fit.zMin || z >= fit.zMax;
        const factor = who === 'all' || isStressed ? -rate * rateShare * (rule === 'sign' ? Math.sign(z) : z) : 0;
        elements[at] = noise > 0 ? factor * (1 + noise * random.normal()) : factor;
        elements[pulls.offset + neuron]! += elements[at]! * z;
      }
    }
    return sum / neurons;
  }

  function teachSlice({ samples, weights, rateShare }: SetLesson, first: number, count: number, random: Random): number {
    const x = subTensor(samples, first * inputs, [count, inputs]);
    const size = { batch: count, inputs, outputs: neurons };
    kernels.fill(answers, 0);
    kernels.forwardProduct(answers, x, weights, size);
    kernels.fill(pulls, 0);
    const sum = react(count, rateShare, random);
    const { elements } = arena;
    for (let neuron = 0; neuron < neurons; neuron++) {
      kernels.scale(subTensor(weights, neuron * inputs, [inputs]), 1 - elements[pulls.offset + neuron]! / inputs);
    }
    kernels.weightGradientProduct(weights, answers, x, size);
    kernels.normalizeRows(weights, neurons, inputs, norm);
    return sum;
  }

  function teachSet(lesson: SetLesson, random: Random): number {
    const { count } = lesson;
    kernels.fill(squares, 0);
    let sum = 0;
    for (let first = 0; first < count; first += samplesTogether)
      sum += teachSlice(lesson, first, Math.min(samplesTogether, count - first), random);
    stress.learn(lesson, squares);
    return sum;
  }

  return {
    tensors: { meanSquares: stress.meanSquares },
    teach: (lessons, random) => lessons.reduce((sum, lesson) => sum + teachSet(lesson, random), 0),
    stressOf: stress.stressOf,
  };
}
