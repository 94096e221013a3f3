import { subTensor } from '../kernels/arena.ts';
import { z } from '../schema.ts';
import { fullChain } from './fullChain.ts';
import { createGradientSkin } from './gradientSkin.ts';
import { outputError } from './outputError.ts';
import { addParameterGradients } from './parameterGradients.ts';
import type { Skin, SkinContext, SkinMember, TargetsBatch } from './skin.ts';
import { withTargets } from './skinState.ts';

const stepCount = z.number().int().min(1).max(100_000);
const parameters = z.object({
  nudge: z
    .number()
    .positive()
    .max(10)
    .default(0.5)
    .meta({ label: 'Nudge β', help: 'How strongly outputs are drawn towards the targets, and away from them, in the nudged phases.' }),
  freeSteps: stepCount.default(20).meta({ label: 'Free steps', help: 'Steps in which the network settles with its inputs held.' }),
  nudgedSteps: stepCount.default(4).meta({ label: 'Nudged steps', help: 'Steps in which it settles again with its outputs nudged.' }),
  pace: z
    .number()
    .positive()
    .max(1)
    .default(0.5)
    .meta({ label: 'Pace', help: 'Share of the way that a state goes in a step; large ones can swing.' }),
});

/**
 * Equilibrium propagation (Scellier & Bengio 2017): each hidden neuron hears the layer above through the weights by which that hears it,
 * and the network settles where s = f(W s_below + Wᵀ s_above + b). Nudged by β(t − s) at the outputs, and by its opposite (Laborieux et al.
 * 2021), it settles elsewhere, and the difference gives the gradient of ½|s − t|² as β → 0. A network so taught answers by settling.
 */
export const equilibriumPropagation: SkinMember = {
  name: 'equilibriumPropagation',
  label: 'Equilibrium propagation',
  summary: 'The network settles freely, then nudged towards the targets and away; what neighbours do differently is the gradient.',
  equation: 'ΔW ∝ (s⁺ s⁺ᵀ − s⁻ s⁻ᵀ)/2β between neighbours, s± settled under ±β(t − s) (Scellier & Bengio 2017)',
  parameters,
  reads: 'targets',
  usesLoss: false,
  usesOptimizer: true,
  usual: ({ outputs, neurons }) => ({
    design: `full ${neurons} clippedLinear zMin=0 zMax=1 > full ${Math.max(1, outputs)} clippedLinear zMin=0 zMax=1`,
    settings: { optimizer: { type: 'adam' }, schedule: { type: 'linear' }, epochs: 10 },
  }),
  create: (context, given) => createEquilibriumPropagation(context, parameters.parse(given)),
};

interface Nudged {
  readonly taught: TargetsBatch;
  readonly nudge: number;
}

function createEquilibriumPropagation(context: SkinContext, settings: z.infer<typeof parameters>): Skin {
  const { network } = context;
  const { kernels, batch } = network;
  const chain = fullChain(context, equilibriumPropagation.label);
  /** W x + b of the lowest layer, whose inputs are held. */
  const drive = kernels.arena.allocate([batch, chain[0]?.size ?? 1]);
  const free = chain.map(({ size }) => kernels.arena.allocate([batch, size]));
  const error = kernels.arena.allocate([batch, network.layers.at(-1)!.size]);

  /** What reaches every neuron goes to the axon gradients, which are free as nothing is sent backwards. */
  function gather(rows: number): void {
    for (const [which, { layer, below, weights, bias, size }] of chain.entries()) {
      const sums = layer.axonGradients;
      if (which === 0) {
        kernels.copy(subTensor(sums, 0, [rows, size]), subTensor(drive, 0, [rows, size]));
      } else {
        kernels.setRows(sums, bias, rows, size);
        kernels.forwardProduct(sums, below.axons, weights, { batch: rows, inputs: below.size, outputs: size });
      }
      const above = chain[which + 1];
      if (above) kernels.inputGradientProduct(sums, above.layer.axons, above.weights, { batch: rows, inputs: size, outputs: above.size });
    }
  }

  /** s ← s + γ (f(what reaches it) − s) of all neurons at once. */
  function settle(rows: number, steps: number, nudged: Nudged | null = null): void {
    for (let step = 0; step < steps; step++) {
      gather(rows);
      if (nudged) {
        outputError(network, nudged.taught, error);
        kernels.addScaled(network.outputGradients, -nudged.nudge, error);
      }
      for (const { layer, update, size } of chain) {
        const states = subTensor(layer.axons, 0, [rows, size]);
        const wanted = subTensor(layer.axonGradients, 0, [rows, size]);
        kernels.applyUpdate(update, wanted, rows, size);
        kernels.scale(states, 1 - settings.pace);
        kernels.addScaled(states, settings.pace, wanted);
      }
    }
  }

  /** Lets the network settle from what it makes of its inputs on the way up. */
  function settleFreely(rows: number): void {
    const [lowest] = chain;
    if (!lowest) return;
    const { below, weights, bias, size } = lowest;
    network.forward(rows);
    kernels.setRows(drive, bias, rows, size);
    kernels.forwardProduct(drive, below.axons, weights, { batch: rows, inputs: below.size, outputs: size });
    settle(rows, settings.freeSteps);
  }

  /** Adds ∂E/∂W = −s s_belowᵀ and ∂E/∂b = −s of the states, times `factor`, to the gradients. */
  function addStates(rows: number, factor: number): void {
    for (const { layer, size, isTaught } of chain) {
      if (!isTaught) continue;
      const states = subTensor(layer.axonGradients, 0, [rows, size]);
      kernels.copy(states, subTensor(layer.axons, 0, [rows, size]));
      kernels.scale(states, -factor);
      addParameterGradients(network, layer, rows);
    }
  }

  const skin = createGradientSkin(context, equilibriumPropagation.label, (batch) => {
    const taught = withTargets(batch);
    const { rows } = taught;
    settleFreely(rows);
    const cost = outputError(network, taught, error);
    for (const [which, { layer }] of chain.entries()) kernels.copy(free[which]!, layer.axons);
    for (const nudge of [settings.nudge, -settings.nudge]) {
      for (const [which, { layer }] of chain.entries()) kernels.copy(layer.axons, free[which]!);
      settle(rows, settings.nudgedSteps, { taught, nudge });
      addStates(rows, 1 / (2 * nudge * rows));
    }
    return cost;
  });
  return { ...skin, answer: settleFreely };
}
