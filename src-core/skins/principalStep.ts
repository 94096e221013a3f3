import { z } from '../schema.ts';

/** The rate of the rules that look for principal directions. */
export const principalRateParameter = z.number().positive().max(1).default(0.1).meta({
  label: 'Rate',
  help: 'How far a sample moves the weights, whatever the scale of the inputs: it is divided by their mean squared length. Let it fall.',
});

/**
 * By what the changes of a batch are multiplied: η/⟨|x|²⟩, so that the rate means the same for inputs of any scale, but no more than lets the
 * decay of the neuron that answers most take half of its weights; beyond their whole the rules diverge.
 * @param greatestSquares the greatest Σ y² of a neuron over the batch
 */
export function principalStep(rate: number, squareLength: number, greatestSquares: number): number {
  const step = squareLength > 0 ? rate / squareLength : 0;
  return Math.min(step, greatestSquares > 0 ? 0.5 / greatestSquares : step);
}
