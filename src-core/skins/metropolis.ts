import { subTensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { Random } from '../random/random.ts';
import type { LocalRule } from './layerwiseSkin.ts';
import type { LocalLayer } from './localLayer.ts';
import { createNeuronEnergies, type EnergyConstants } from './neuronEnergies.ts';

interface MetropolisOptions {
  readonly constants: EnergyConstants;
  /** Largest change of a weight that is proposed. */
  readonly rate: number;
  readonly temperature: number;
  /** Proposals a neuron and batch. */
  readonly proposals: number;
}

/** Where a neuron's z and S lie among the arena's elements, and |w|². */
interface NeuronState {
  readonly z: number;
  readonly s: number | null;
  readonly square: number;
}

/**
 * Every neuron proposes to change one of its weights, drawn at random, by a number drawn evenly from −α … α, and accepts with the
 * probability min(1, e^(−ΔE/T)), E the mean over the batch (Metropolis et al. 1953); at T = 0 only what does not raise the energy. On one
 * batch over and over the weights come and go with the probability e^(−E/T).
 */
export function createMetropolis(kernels: KernelSet, layer: LocalLayer, options: MetropolisOptions): LocalRule {
  const { constants, rate, temperature, proposals } = options;
  const { norm, balance, offset } = constants;
  const { neurons, inputs, weights, samples } = layer;
  const { arena } = kernels;
  const energies = createNeuronEnergies(kernels, layer, constants);

  /** ΔE if a weight changes by `step` and its square by `squareStep`, given what the neuron is. */
  function riseOf({ z, s, square }: NeuronState, input: number, step: number, squareStep: number, count: number): number {
    const { elements } = arena;
    let rise = 0;
    for (let sample = 0; sample < count; sample++) {
      const x = elements[samples.offset + sample * inputs + input]!;
      rise += step * x * (elements[z + sample]! + 0.5 * step * x);
      if (s !== null) rise += balance * squareStep * (x + offset) * (2 * elements[s + sample]! + squareStep * (x + offset));
    }
    return rise / count + norm * squareStep * (2 * (square - inputs) + squareStep);
  }

  function accept({ z, s }: NeuronState, input: number, step: number, squareStep: number, count: number): void {
    const { elements } = arena;
    for (let sample = 0; sample < count; sample++) {
      const x = elements[samples.offset + sample * inputs + input]!;
      elements[z + sample]! += step * x;
      if (s !== null) elements[s + sample]! += squareStep * (x + offset);
    }
  }

  function proposeTo(neuron: number, count: number, width: number, random: Random): void {
    const { elements } = arena;
    const first = weights.offset + neuron * inputs;
    const row = subTensor(weights, neuron * inputs, [inputs]);
    const state = {
      z: energies.answers.offset + neuron * count,
      s: energies.balances && energies.balances.offset + neuron * count,
      square: kernels.dot(row, row),
    };
    for (let proposal = 0; proposal < proposals; proposal++) {
      const input = random.integer(inputs);
      const old = elements[first + input]!;
      // Rounded to the weights' precision first, so that what is judged is what is done.
      elements[first + input] = old + width * (2 * random.uniform() - 1);
      const changed = elements[first + input]!;
      const step = changed - old;
      const squareStep = changed * changed - old * old;
      if (isAccepted(riseOf(state, input, step, squareStep, count), random)) {
        accept(state, input, step, squareStep, count);
        state.square += squareStep;
      } else {
        elements[first + input] = old;
      }
    }
  }

  function isAccepted(rise: number, random: Random): boolean {
    return rise <= 0 || (temperature > 0 && random.uniform() < Math.exp(-rise / temperature));
  }

  return {
    teach({ count, rateShare, random }) {
      energies.compute(count);
      const before = energies.total(count) / (count * neurons);
      for (let neuron = 0; neuron < neurons; neuron++) proposeTo(neuron, count, rate * rateShare, random);
      return before;
    },
  };
}
