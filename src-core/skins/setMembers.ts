import { WorkbenchError } from '../errors.ts';
import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { LocalLayer } from './localLayer.ts';

/** The samples of one set in a batch. */
export interface MembersOfSet {
  readonly set: number;
  readonly count: number;
  /** `[count, inputs]`: copies, free to be changed until the next batch is dealt. */
  readonly samples: Tensor;
}

/** A layer whose neurons are split into groups of equal size, one for every set. */
export interface SetMembers {
  readonly sets: number;
  /** Neurons of a group. */
  readonly neurons: number;
  /** `[neurons, inputs]`; aliases the layer's. */
  weightsOf(set: number): Tensor;
  /**
   * Deals the first `count` samples of the layer to their sets, each in the order of the batch; sets without a sample are left out, and
   * so are samples of unknown set. With `setOfSample` null all of them belong to the one set there is.
   */
  deal(count: number, setOfSample: Int32Array | null): MembersOfSet[];
}

/**
 * Splits a layer into groups, one for every set; 0 sets are one.
 * @throws skin/unfit where the neurons are no multiple of the sets
 */
export function createSetMembers({ arena }: KernelSet, layer: LocalLayer, sets: number): SetMembers {
  const groups = Math.max(1, sets);
  const { inputs } = layer;
  if (layer.neurons % groups !== 0) {
    const { name } = layer.layer;
    const message = `Each of the ${groups} sets gets neurons of its own, as many as any other, but the ${layer.neurons} of layer "${name}" are no multiple of ${groups}. Give it ${groups * Math.max(1, Math.round(layer.neurons / groups))}.`;
    throw new WorkbenchError('skin/unfit', message, { layer: name, neurons: layer.neurons, sets: groups });
  }
  const neurons = layer.neurons / groups;
  const dealt = arena.allocate([layer.mostSamples, inputs]);

  return {
    sets: groups,
    neurons,
    weightsOf: (set) => subTensor(layer.weights, set * neurons * inputs, [neurons, inputs]),
    deal(count, setOfSample) {
      const { elements } = arena;
      const places = Array.from({ length: groups }, (): number[] => []);
      for (let sample = 0; sample < count; sample++) places[setOfSample ? setOfSample[sample]! : 0]?.push(sample);
      let at = 0;
      return places.flatMap((members, set) => {
        const start = at * inputs;
        for (const sample of members) {
          const source = layer.samples.offset + sample * inputs;
          elements.copyWithin(dealt.offset + at++ * inputs, source, source + inputs);
        }
        return members.length === 0 ? [] : [{ set, count: members.length, samples: subTensor(dealt, start, [members.length, inputs]) }];
      });
    },
  };
}
