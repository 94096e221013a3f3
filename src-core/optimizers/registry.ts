import { defineRegistry } from '../registry.ts';
import { adam } from './adam.ts';
import { adamW } from './adamW.ts';
import { clippedDescent } from './clippedDescent.ts';
import { conjugateGradient } from './conjugateGradient.ts';
import { conjugateGradientFixedRate } from './conjugateGradientFixedRate.ts';
import { lbfgs } from './lbfgs.ts';
import { momentum } from './momentum.ts';
import { nesterov } from './nesterov.ts';
import type { OptimizerMember } from './optimizer.ts';
import { rmsProp } from './rmsProp.ts';
import { rprop } from './rprop.ts';
import { steepestDescent } from './steepestDescent.ts';

/** Every way of turning gradients into steps. */
export const optimizers = defineRegistry<OptimizerMember>('optimizer', [
  adam,
  adamW,
  rmsProp,
  steepestDescent,
  momentum,
  nesterov,
  clippedDescent,
  rprop,
  conjugateGradient,
  conjugateGradientFixedRate,
  lbfgs,
]);
