import { shapeSize, type Shape } from '../../shape.ts';
import type { Design } from '../design.ts';
import type { LayerPlan } from '../planNetwork.ts';

/** A network with its weights and the values of its axons, as a `.ntw` file keeps it. */
export interface SavedNetwork {
  readonly inputShape: Shape;
  readonly design: Design;
  /** All weights and biases in canonical order. */
  readonly parameters: ArrayLike<number>;
  /** One value a site: the input's axons, then those of each layer. */
  readonly values: ArrayLike<number>;
}

/** Most sites a file may have. */
export const mostSites = 2 ** 22;

/** Most connections a file may have: nearly a hundred megabytes of text. */
export const mostConnections = 2 ** 22;

/** Connections of a planned layer, those that windows at an edge do not have among them. */
export function connectionCount({ shape, connections }: LayerPlan): number {
  return shapeSize(shape) * connections.reduce((sum, { fanIn }) => sum + fanIn, 0);
}
