import { z } from '../schema.ts';
import type { Skin, SkinMember } from './skin.ts';

/** Leaves the weights as they were drawn. Whatever a readout finds in them is what random features are worth, beside which others compare. */
export const untaught: SkinMember = {
  name: 'untaught',
  label: 'Untaught',
  summary: 'Leaves the weights as drawn: the baseline of random features.',
  equation: 'Δw = 0',
  parameters: z.object({}),
  reads: 'inputs',
  usesLoss: false,
  usesOptimizer: false,
  usual: ({ neurons }) => ({ design: `normalise scale=unitNorm centre=off > full ${neurons} relu`, settings: { epochs: 1 } }),
  create: (): Skin => ({
    counts: { functionEvaluations: 0, gradientEvaluations: 0 },
    step: () => ({ loss: null, steps: 0, trouble: null }),
    save: () => ({ numbers: {}, arrays: {} }),
    restore: () => undefined,
  }),
};
