import { z } from '../../schema.ts';
import { fillSpread, type InitializerMember } from './initializer.ts';

const parameters = z.object({
  deviation: z.number().min(0).max(1e6).default(0.1).meta({ label: 'Deviation', help: 'Standard deviation of the first weights.' }),
});

/** Normal weights of mean 0 and a deviation that does not depend on the layer's size. */
export const normal: InitializerMember = {
  name: 'normal',
  label: 'Normal',
  summary: 'Normal weights of mean 0 and a deviation that does not depend on the layer’s size.',
  equation: 'w ~ N(0, σ²)',
  parameters,
  fill: ({ values }, random, { deviation }) => fillSpread(values, 'normal', deviation as number, random),
};
