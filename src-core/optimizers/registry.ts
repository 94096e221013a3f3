import { defineRegistry } from '../registry.ts';
import { adam } from './adam.ts';
import { conjugateGradient } from './conjugateGradient.ts';
import { conjugateGradientFixedRate } from './conjugateGradientFixedRate.ts';
import type { OptimizerMember } from './optimizer.ts';
import { steepestDescent } from './steepestDescent.ts';

/** Every way of turning gradients into steps. */
export const optimizers = defineRegistry<OptimizerMember>('optimizer', [
  adam,
  steepestDescent,
  conjugateGradient,
  conjugateGradientFixedRate,
]);
