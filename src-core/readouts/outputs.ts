import { z } from '../schema.ts';
import type { ReadoutMember } from './readout.ts';

/** The answer is the class of the largest output. */
export const outputs: ReadoutMember = {
  name: 'outputs',
  label: 'Outputs',
  summary: 'The answer is the class of the largest output; for networks taught by comparing outputs with targets.',
  equation: 'class = argmaxⱼ xⱼ',
  parameters: z.object({}),
  uses: 'outputs',
};
