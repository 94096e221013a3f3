import { z } from '../schema.ts';
import { createEnergyDescent } from './energyDescent.ts';
import { createLayerwiseSkin } from './layerwiseSkin.ts';
import { createMetropolis } from './metropolis.ts';
import type { SkinMember } from './skin.ts';
import { whitenedInputs } from './whitenedInputs.ts';

const parameters = z.object({
  method: z.enum(['gradient', 'metropolis']).default('gradient').meta({
    label: 'Method',
    help: 'Go down the slope of the energy, with noise where it is warm; or propose changes of single weights and accept them as Metropolis does.',
  }),
  rate: z
    .number()
    .positive()
    .max(10)
    .default(0.01)
    .meta({ label: 'Rate', help: 'Length of a step down the slope, or the largest change proposed; the schedule lets it fall.' }),
  temperature: z
    .number()
    .min(0)
    .max(1e6)
    .default(0.001)
    .meta({ label: 'Temperature', help: 'T = 1/β: how far up in energy chance may lead; 0 is downhill only.' }),
  proposals: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(20)
    .meta({ label: 'Proposals', help: 'Changes that each neuron proposes on a batch, by Metropolis.' }),
  norm: z
    .number()
    .min(0)
    .max(1e6)
    .default(0.01)
    .meta({ label: 'Norm λ', help: 'How strongly the square of the weights is drawn to the number of inputs.' }),
  balance: z
    .number()
    .min(0)
    .max(1e6)
    .default(0)
    .meta({ label: 'Balance η', help: 'How strongly the sum of (x + ε)(w² − 1) is drawn to 0; 0 leaves it out.' }),
  offset: z
    .number()
    .min(-1e6)
    .max(1e6)
    .default(0.1)
    .meta({ label: 'Balance ε', help: 'Raises every input in the balance, so that silent ones count too.' }),
});

/**
 * Every neuron lowers an energy of its own, E = ½ z² + λ (|w|² − K)² + η (Σᵢ (xᵢ + ε)(wᵢ² − 1))² with z = w·x and K the number of inputs,
 * downhill with noise or by Metropolis' proposals: it comes to rest where its inputs do not vary. Weights begin at |w|² = K, biases are not
 * taught.
 */
export const energy: SkinMember = {
  name: 'energy',
  label: 'Energy',
  summary: 'Each neuron lowers an energy of its own, downhill with noise or by random changes that Metropolis would accept.',
  equation: 'E = ½(w·x)² + λ(|w|² − K)² + η(Σ(x + ε)(w² − 1))²',
  parameters,
  reads: 'inputs',
  usesLoss: false,
  usesOptimizer: false,
  usual(task) {
    const { design, stages } = whitenedInputs(task);
    return {
      design: `${design} > full ${task.neurons}`,
      settings: { stages, schedule: { type: 'linear' }, batchSize: 100, epochs: 5 },
    };
  },
  create(context, given) {
    const { method, rate, temperature, proposals, ...constants } = parameters.parse(given);
    const { kernels } = context.network;
    return createLayerwiseSkin(context, (layer) => {
      kernels.normalizeRows(layer.weights, layer.neurons, layer.inputs, Math.sqrt(layer.inputs));
      return method === 'gradient'
        ? createEnergyDescent(kernels, layer, { constants, rate, temperature })
        : createMetropolis(kernels, layer, { constants, rate, temperature, proposals });
    });
  },
};
