import type { FloatArray } from '../kernels/arena.ts';
import { z } from '../schema.ts';
import type { LossMember, SampleLoss } from './loss.ts';

const parameters = z.object({
  radius: z
    .number()
    .positive()
    .max(1e6)
    .default(1)
    .meta({ label: 'Radius R', help: 'Radius of the shell on which samples belong that are not members.' }),
  memberClass: z.number().int().min(1).max(1_000_000).default(1).meta({
    label: 'Members',
    help: 'Place of the class whose samples are members, counted from 1 in the order of the classes; a single target has one place.',
  }),
});

/**
 * ℓ = ¼(|y|² − r²)², ∂ᵢℓ = yᵢ(|y|² − r²) for the outputs y of one sample and the radius r where it belongs. Whoever knows the set of a
 * sample and nothing else of it can use it: no wanted output comes in.
 */
export function shellOfSample(elements: FloatArray, y: number, radius: number, gradient: number | null, columns: number): number {
  let square = 0;
  for (let index = y; index < y + columns; index++) square += elements[index]! ** 2;
  const excess = square - radius * radius;
  if (gradient !== null) for (let index = 0; index < columns; index++) elements[gradient + index] = elements[y + index]! * excess;
  return 0.25 * excess * excess;
}

/**
 * The shell loss with targets that say who is a member (a target above 0 at the members' place): members belong in the centre, r = 0, all
 * others on the shell, r = R. An output is not a class here, so accuracy says nothing.
 */
export const shell: LossMember = {
  name: 'shell',
  label: 'Shell',
  summary: 'Members of one class go to the centre, all others to a shell around it; accuracy says nothing here.',
  equation: 'ℓ = ¼(|y|² − r²)², r = 0 for members, else R',
  parameters,
  outputs: 'any',
  targets: 'signs',
  kernel(given) {
    const { radius, memberClass } = parameters.parse(given);
    return { name: 'shell', parameters: [radius, memberClass] };
  },
  create(given): SampleLoss {
    const { radius, memberClass } = parameters.parse(given);
    return (elements, y, target, gradient, columns) => {
      const isMember = memberClass <= columns && elements[target + memberClass - 1]! > 0;
      return shellOfSample(elements, y, isMember ? 0 : radius, gradient, columns);
    };
  },
};
