import { defineRegistry } from '../registry.ts';
import { ackley } from './ackley.ts';
import { beale } from './beale.ts';
import { booth } from './booth.ts';
import { branin } from './branin.ts';
import { himmelblau } from './himmelblau.ts';
import { narrowValley } from './narrowValley.ts';
import { powellSingular } from './powellSingular.ts';
import { quadratic } from './quadratic.ts';
import { rastrigin } from './rastrigin.ts';
import { rosenbrock } from './rosenbrock.ts';
import { saddle } from './saddle.ts';
import type { SurfaceMember } from './surface.ts';
import { trigonometric } from './trigonometric.ts';
import { wood } from './wood.ts';

/** Every function of the optimizer laboratory. */
export const surfaces = defineRegistry<SurfaceMember>('surface', [
  rosenbrock,
  powellSingular,
  beale,
  wood,
  himmelblau,
  booth,
  quadratic,
  trigonometric,
  narrowValley,
  rastrigin,
  ackley,
  branin,
  saddle,
]);
