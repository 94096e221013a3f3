import type { FloatArray } from '../kernels/arena.ts';
import type { RegistryMember } from '../registry.ts';

/** A place where the gradient vanishes and f is lower than all around. */
export interface Minimum {
  readonly point: readonly number[];
  readonly value: number;
  /** False where f is lower elsewhere. */
  readonly global: boolean;
}

/** The part of the plane of the first two coordinates that shows what matters; the other coordinates stay at a minimum or the start. */
export interface PlotWindow {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** A function of n variables with its gradient, on which optimizers are compared. */
export interface Surface {
  readonly dimensions: number;
  /** The usual start of the literature. */
  readonly start: readonly number[];
  /** Those known; one of several equal ones is enough, empty where f has no lower bound. */
  readonly minima: readonly Minimum[];
  readonly window: PlotWindow;
  /** Whether f = f₀ − b·x + ½ xᵀAx, so that linear conjugate gradients apply. */
  readonly quadratic: boolean;
  /** f(x); ∇f goes to `gradient` where one is given. Both are `[dimensions]`. */
  evaluate(x: FloatArray, gradient: FloatArray | null): number;
}

/** A surface as a registry lists it. */
export interface SurfaceMember extends RegistryMember {
  /** `parameters` have been checked by the registry. */
  create(parameters: Readonly<Record<string, unknown>>): Surface;
}
