import { WorkbenchError } from '../errors.ts';
import type { Shape } from '../shape.ts';
import type { Design } from './design.ts';
import { planNetwork, sourceNames } from './planNetwork.ts';

/** What a person wants to know of a layer before anything is compiled. */
export interface LayerDescription {
  readonly name: string;
  /** Names of the layers it reads. */
  readonly sources: readonly string[];
  /** Null where the layer does not fit. */
  readonly outputShape: Shape | null;
  /** Weights and biases; 0 where the layer does not fit. */
  readonly parameterCount: number;
  /** Why it does not fit, naming the layer; null where it does. */
  readonly error: WorkbenchError | null;
}

/** Shapes, parameter counts and troubles of a design over inputs of the given shape; takes no memory and never throws for a misfit. */
export function describeNetwork(design: Design, inputShape: Shape): LayerDescription[] {
  return planNetwork(design, inputShape).map((plan, index) => {
    const { name } = design.layers[index]!;
    const sources = sourceNames(design, index);
    if (plan instanceof WorkbenchError) return { name, sources, outputShape: null, parameterCount: 0, error: plan };
    return { name, sources, outputShape: plan.shape, parameterCount: plan.parameterCount, error: null };
  });
}
