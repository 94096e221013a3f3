import { z } from '../schema.ts';
import type { ReadoutMember } from './readout.ts';

/** The answer is the set whose neurons are least stressed; where all are stressed, the sample is vetoed. */
export const identify: ReadoutMember = {
  name: 'identify',
  label: 'Identify or veto',
  summary: 'The answer is the set whose neurons the sample stresses least; for skins that teach every set its own neurons.',
  equation: 'set = argmin_c stress_c',
  parameters: z.object({}),
  uses: 'stress',
};
