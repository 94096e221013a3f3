import type { ConjugateProducts } from './conjugateBeta.ts';
import type { SearchDirection, StepTaken } from './searchDirection.ts';

/** β of the next direction; 0 starts anew along the gradient. `stepsSinceRestart` counts from 1. */
export type NextBeta = (products: ConjugateProducts, stepsSinceRestart: number, dimension: number) => number;

/**
 * pₙ₊₁ = rₙ₊₁ + βₙpₙ (after eq. 35). Needs no memory beside the last direction. The first step tried is `stepShare` times that which would
 * lower f by as much as the last one did, were f a parabola.
 */
export function conjugateDirection(nextBeta: NextBeta, stepShare: number): SearchDirection {
  return {
    init: () => ({ tensors: {}, numbers: {} }),
    forget: () => undefined,
    turn: (step) => turn(nextBeta, step),
    // −2Δf/φ'(0): Nocedal & Wright, eq. 3.60.
    firstStep: ({ lastDecrease, slope }) => (-2 * stepShare * lastDecrease) / slope,
  };
}

function turn(nextBeta: NextBeta, step: StepTaken): boolean {
  const { kernels, direction, gradient, newGradient } = step;
  const products = {
    newNew: kernels.dot(newGradient, newGradient),
    newOld: kernels.dot(newGradient, gradient),
    oldOld: kernels.dot(gradient, gradient),
    directionNew: -kernels.dot(direction, newGradient),
    directionOld: -step.slope,
  };
  const beta = nextBeta(products, step.stepsSinceRestart, step.dimension);
  if (beta === 0 || !Number.isFinite(beta)) return false;
  kernels.scale(direction, beta);
  kernels.addScaled(direction, -1, newGradient);
  return true;
}
