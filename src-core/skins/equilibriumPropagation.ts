import { subTensor } from '../kernels/arena.ts';
import { z } from '../schema.ts';
import { fullChain } from './fullChain.ts';
import { createGradientSkin } from './gradientSkin.ts';
import { outputError } from './outputError.ts';
import { addParameterGradients } from './parameterGradients.ts';
import { createSettling } from './settling.ts';
import type { Skin, SkinContext, SkinMember } from './skin.ts';
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
 * 2021), it settles elsewhere, and the difference gives the gradient of ½|s − t|² as β → 0. Asked, the network answers by its pass upwards,
 * which gives the class that it would settle on but for some samples in a thousand.
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
  // Outputs are linear: one that a hard sigmoid held at 0 would hear no nudge and stay there. Wider layers drive them harder in a step.
  usual: ({ outputs, neurons }) => ({
    design: `full ${neurons} clippedLinear zMin=0 zMax=1 > full ${Math.max(1, outputs)}`,
    settings: { optimizer: { type: 'adam', learningRate: Math.min(0.002, 0.2 / neurons) }, schedule: { type: 'linear' }, epochs: 15 },
  }),
  create: (context, given) => createEquilibriumPropagation(context, parameters.parse(given)),
};

function createEquilibriumPropagation(context: SkinContext, given: z.infer<typeof parameters>): Skin {
  const { network } = context;
  const { kernels, batch } = network;
  const chain = fullChain(context, equilibriumPropagation.label);
  const { begin, settle } = createSettling(network, chain, given.pace);
  const free = chain.map(({ size }) => kernels.arena.allocate([batch, size]));
  const error = kernels.arena.allocate([batch, network.layers.at(-1)!.size]);

  function keep(rows: number): void {
    for (const [which, { layer, size }] of chain.entries())
      kernels.copy(subTensor(free[which]!, 0, [rows, size]), subTensor(layer.axons, 0, [rows, size]));
  }

  function goBack(rows: number): void {
    for (const [which, { layer, size }] of chain.entries())
      kernels.copy(subTensor(layer.axons, 0, [rows, size]), subTensor(free[which]!, 0, [rows, size]));
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

  return createGradientSkin(context, equilibriumPropagation.label, (teaching) => {
    const taught = withTargets(teaching);
    const { rows } = taught;
    begin(rows);
    settle(rows, given.freeSteps);
    const cost = outputError(network, taught, error);
    keep(rows);
    for (const strength of [given.nudge, -given.nudge]) {
      goBack(rows);
      settle(rows, given.nudgedSteps, { taught, strength });
      addStates(rows, 1 / (2 * strength * rows));
    }
    return cost;
  });
}
