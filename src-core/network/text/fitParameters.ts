import { createKernels } from '../../kernels/createKernels.ts';
import type { Shape } from '../../shape.ts';
import { weightCount } from '../connections/weightLayout.ts';
import type { LayerPlan } from '../planNetwork.ts';
import { sameAxons } from './sameAxons.ts';
import { connectionCount, mostConnections } from './savedNetwork.ts';

/** A layer as read from its sites. */
export interface ReadLayer {
  /** Indices of the layers it is connected to, rising; 0 is the input. */
  readonly sources: readonly number[];
  /** By source and axon: the weight of each source axon that is connected. */
  readonly weights: ReadonlyMap<number, readonly ReadonlyMap<number, number>[]>;
  /** One an axon. */
  readonly biases: Float64Array;
  readonly rule: 'taught' | 'fixed' | 'maxpool';
}

const unconnected: ReadonlyMap<number, number> = new Map();

/** Nine digits of a fixed factor such as 1/9. */
const factorTolerance = 1e-8;

/**
 * The parameters in canonical order with which a planned layer is the layer that was read; null where it joins other axons, or where
 * weights or biases that it shares are not equal.
 */
export function fitParameters(plan: LayerPlan, shape: Shape, read: ReadLayer): Float64Array | null {
  const isSameRule = plan.weightCount > 0 === (read.rule === 'taught');
  const areItsSources = read.sources.every((source) => plan.sources.includes(source));
  if (!isSameRule || !areItsSources || !sameAxons(shape, plan.shape)) return null;
  if (connectionCount(plan) > mostConnections) return null;
  const parameters = new Float64Array(plan.parameterCount).fill(NaN);
  let start = 0;
  for (const [order, connection] of plan.connections.entries()) {
    const count = connection.weights ? weightCount(connection.weights) : 0;
    const { links, branches } = connection.compile(createKernels('float64'), 1);
    const weights = parameters.subarray(start, start + count);
    if ((branches !== undefined) !== (read.rule === 'maxpool')) return null;
    const given = read.weights.get(plan.sources[order]!);
    for (let axon = 0; axon < read.biases.length; axon++) {
      if (!fitAxon(links(axon, 0), given?.[axon] ?? unconnected, weights, read.rule)) return null;
    }
    start += count;
  }
  if (!fitShared(read.biases, parameters.subarray(start))) return null;
  // A weight whose tap lies outside the source everywhere is in no file.
  return parameters.map((value) => (Number.isNaN(value) ? 0 : value));
}

type Links = ReturnType<ReturnType<LayerPlan['connections'][number]['compile']>['links']>;

/** Sets the weights of an axon's links; false where they are not those given. */
function fitAxon(links: Links, given: ReadonlyMap<number, number>, weights: Float64Array, rule: ReadLayer['rule']): boolean {
  if (links.length !== given.size) return false;
  return links.every((link) => {
    const value = given.get(link.source);
    if (value === undefined) return false;
    if (!('weight' in link)) return rule === 'maxpool' || Math.abs(value - link.factor) <= factorTolerance * Math.abs(link.factor);
    const known = weights[link.weight]!;
    weights[link.weight] = value;
    return Number.isNaN(known) || known === value;
  });
}

/** Biases repeat along the axons where channels share them; where there are none, those read must be 0. */
function fitShared(biases: Float64Array, shared: Float64Array): boolean {
  if (shared.length === 0) return biases.every((bias) => bias === 0);
  shared.set(biases.subarray(0, shared.length));
  return biases.every((bias, axon) => bias === shared[axon % shared.length]);
}
