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

  function proposeTo(neuron: number, count: number, width: number, random: Random): void {
    const { elements } = arena;
    const z = energies.answers.offset + neuron * count;
    const s = energies.balances && energies.balances.offset + neuron * count;
    const first = weights.offset + neuron * inputs;
    let square = 0;
    for (let at = first; at < first + inputs; at++) square += elements[at]! ** 2;

    for (let proposal = 0; proposal < proposals; proposal++) {
      const input = random.integer(inputs);
      const old = elements[first + input]!;
      // Rounded to the weights' precision first, so that what is judged is what is done.
      elements[first + input] = old + width * (2 * random.uniform() - 1);
      const step = elements[first + input]! - old;
      const squareStep = elements[first + input]! ** 2 - old * old;
      let rise = 0;
      for (let sample = 0; sample < count; sample++) {
        const x = elements[samples.offset + sample * inputs + input]!;
        rise += step * x * (elements[z + sample]! + 0.5 * step * x);
        if (s !== null) rise += balance * squareStep * (x + offset) * (2 * elements[s + sample]! + squareStep * (x + offset));
      }
      rise = rise / count + norm * squareStep * (2 * (square - inputs) + squareStep);
      if (!isAccepted(rise, random)) {
        elements[first + input] = old;
        continue;
      }
      square += squareStep;
      for (let sample = 0; sample < count; sample++) {
        const x = elements[samples.offset + sample * inputs + input]!;
        elements[z + sample]! += step * x;
        if (s !== null) elements[s + sample]! += squareStep * (x + offset);
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
