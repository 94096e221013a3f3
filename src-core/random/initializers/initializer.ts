import type { RegistryMember } from '../../registry.ts';
import type { Random } from '../random.ts';

/** One layer's weights from one source, to be filled: `rows` neurons (or kernels) of `columns` weights, row-major. */
export interface WeightBlock {
  /** Double precision whatever the network's, so that first weights do not depend on it. */
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Inputs that reach one axon, over all sources. */
  readonly fanIn: number;
  /** Axons that one input reaches. */
  readonly fanOut: number;
}

/** A way to draw a layer's first weights, as a registry lists it. */
export interface InitializerMember extends RegistryMember {
  /** Fills the block; `parameters` have been checked by the registry. */
  readonly fill: (block: WeightBlock, random: Random, parameters: Readonly<Record<string, unknown>>) => void;
}

/** How numbers of a given standard deviation are distributed. */
export type Spread = 'normal' | 'uniform';

/** Fills with numbers of mean 0 and the standard deviation given; a uniform one reaches √3 deviations either side. */
export function fillSpread(values: Float64Array, spread: Spread, deviation: number, random: Random): void {
  const reach = Math.sqrt(3) * deviation;
  for (let index = 0; index < values.length; index++) {
    values[index] = spread === 'normal' ? deviation * random.normal() : reach * (2 * random.uniform() - 1);
  }
}
