import { WorkbenchError } from '../errors.ts';
import { subTensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { samplesTogether } from './samplesTogether.ts';
import type { NeuronRule, SetLesson } from './setRule.ts';
import type { SetMembers } from './setMembers.ts';

interface AgeingOptions {
  readonly rate: number;
  /** The layer's name, for messages. */
  readonly layer: string;
  readonly inputs: number;
  readonly mostSamples: number;
}

/** How many times older each pace of neurons grows than the next. */
const ratio = 4;

/**
 * δw = −α_p z x for every sample and nothing that holds the norm: a neuron that began as w₀ becomes exp(−t C) w₀, C the covariance of its
 * set and t = Σ α_p its age. Neuron n begins by listening to input n mod K alone, and belongs to the pace p = ⌊n/K⌋ with α_p = α 4^−p.
 * Since 1/λ = ∫ 2t e^(−2tλ) d ln t and ln λ = −∫ e^(−2tλ) d ln t − ln 2t₀ − γ over t from t₀, the neurons of all paces together, with ages in
 * equal steps h = ln 4 of their logarithm, have the stress
 *
 *   1/K h Σ (2 t z² − |w|²) − ln t = 1/K Σ (z²/λ + ln λ) + a constant,
 *
 * summed over neurons on the left, over the set's principal directions on the right: how unlikely a sample is in a normal distribution of
 * the set's mean and covariance, which no neuron has ever seen. Directions that vary by less than about 1/2t count as varying by that much.
 * @throws skin/unfit where the neurons of a set are no multiple of the inputs
 */
export function createAgeingRule(kernels: KernelSet, { sets, neurons, weightsOf }: SetMembers, options: AgeingOptions): NeuronRule {
  const { rate, layer, inputs, mostSamples } = options;
  if (neurons % inputs !== 0) {
    const message = `Ageing neurons begin with one input each, so that those of a set must be a multiple of the ${inputs} inputs, but layer "${layer}" has ${neurons}. Give it ${sets * inputs * Math.max(1, Math.round(neurons / inputs))} for ${sets} ${sets === 1 ? 'set' : 'sets'}, or choose another rule.`;
    throw new WorkbenchError('skin/unfit', message, { layer, neurons, inputs });
  }
  const { arena } = kernels;
  const answers = arena.allocate([Math.min(samplesTogether, mostSamples), neurons]);
  const ages = arena.allocate([sets]);
  const fade = Math.log(ratio);
  const paceOf = Float64Array.from({ length: neurons }, (_, neuron) => ratio ** -Math.floor(neuron / inputs));
  for (let set = 0; set < sets; set++) {
    const weights = weightsOf(set);
    kernels.fill(weights, 0);
    for (let neuron = 0; neuron < neurons; neuron++) arena.elements[weights.offset + neuron * inputs + (neuron % inputs)] = 1;
  }

  /** Returns Σ ½ z² over samples and neurons. */
  function teachSlice({ samples, weights }: SetLesson, first: number, count: number, step: number): number {
    const x = subTensor(samples, first * inputs, [count, inputs]);
    const size = { batch: count, inputs, outputs: neurons };
    kernels.fill(answers, 0);
    kernels.forwardProduct(answers, x, weights, size);
    const { elements } = arena;
    let sum = 0;
    for (let sample = 0; sample < count; sample++) {
      for (let neuron = 0; neuron < neurons; neuron++) {
        const at = answers.offset + sample * neurons + neuron;
        const z = elements[at]!;
        sum += 0.5 * z * z;
        elements[at] = -step * paceOf[neuron]! * z;
      }
    }
    kernels.weightGradientProduct(weights, answers, x, size);
    return sum / neurons;
  }

  function teachSet(lesson: SetLesson): number {
    const { set, count, rateShare } = lesson;
    const step = rate * rateShare;
    let sum = 0;
    for (let first = 0; first < count; first += samplesTogether)
      sum += teachSlice(lesson, first, Math.min(samplesTogether, count - first), step);
    arena.elements[ages.offset + set]! += step * count;
    return sum;
  }

  return {
    tensors: { ages },
    teach: (lessons) => lessons.reduce((sum, lesson) => sum + teachSet(lesson), 0),
    stressOf(set) {
      const { elements } = arena;
      const age = elements[ages.offset + set]!;
      const weights = weightsOf(set);
      const square = kernels.dot(weights, weights);
      const scales = paceOf.map((pace) => 2 * age * pace);
      return (at) => {
        let sum = 0;
        for (let neuron = 0; neuron < neurons; neuron++) sum += scales[neuron]! * elements[at + neuron]! ** 2;
        return (fade * (sum - square)) / inputs - Math.log(age);
      };
    },
  };
}
