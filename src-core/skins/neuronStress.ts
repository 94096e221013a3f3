import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';

/** What is usual for each neuron of each set, and how far a sample is from it. */
export interface NeuronStress {
  /** `[sets, neurons]`: v, each neuron's mean square over its members. */
  readonly meanSquares: Tensor;
  /** @param squares `[neurons]`: sums over `count` new members; `met` were met by now */
  learn(members: { readonly set: number; readonly count: number; readonly met: number }, squares: Tensor): void;
  /** The stress in a set of the sample whose answers z are the arena's elements from there on. */
  stressOf(set: number): (at: number) => number;
}

/** How much faster than a plain mean the neurons' mean squares forget: those of the first half of the lessons keep a share of 2^−8. */
const forgetting = 8;
/** What every mean square is raised by, so that a neuron which members never move does not divide by 0. */
const leastMeanSquare = 1e-6;

/**
 * Stress is the mean over neurons of z²/v + log v, and v ← v + 8n/N (mean z² − v) over n new members, N met by now: late members weigh
 * most, because neurons change while they are taught. Were answers independent and normal it would be a sample's surprise up to a factor.
 */
export function createNeuronStress(kernels: KernelSet, sets: number, neurons: number): NeuronStress {
  const { arena } = kernels;
  const meanSquares = arena.allocate([sets, neurons]);
  const ofSet = (set: number): Tensor => subTensor(meanSquares, set * neurons, [neurons]);

  return {
    meanSquares,
    learn({ set, count, met }, squares) {
      const share = Math.min(1, (forgetting * count) / met);
      kernels.scale(ofSet(set), 1 - share);
      kernels.addScaled(ofSet(set), share / count, squares);
    },
    stressOf(set) {
      const { elements } = arena;
      const usual = Float64Array.from(arena.view(ofSet(set)), (square) => square + leastMeanSquare);
      const spread = usual.reduce((sum, square) => sum + Math.log(square), 0);
      return (at) => {
        let sum = spread;
        for (let neuron = 0; neuron < neurons; neuron++) sum += elements[at + neuron]! ** 2 / usual[neuron]!;
        return sum / neurons;
      };
    },
  };
}
