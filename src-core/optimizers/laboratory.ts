import { defineRegistry, type Choice, type RegistryMember } from '../registry.ts';
import { z } from '../schema.ts';
import { surfaces } from '../surfaces/registry.ts';
import type { Surface } from '../surfaces/surface.ts';
import { minimiseQuadratic } from './linearConjugateGradient.ts';
import { minimise, type Minimisation, type MinimiseLimits } from './minimise.ts';
import { optimizers } from './registry.ts';

/** Linear conjugate gradients as a method of the laboratory: no optimizer of networks, whose losses are not quadratic. */
const linearConjugateGradient: RegistryMember = {
  name: 'linearConjugateGradient',
  label: 'Linear conjugate gradient',
  summary: 'For quadratic surfaces only: exact steps along conjugate directions, n of them in exact arithmetic.',
  equation: 'α = r²/(p·f⁽²⁾p), x ← x + α p, r ← r − α f⁽²⁾p, p ← r + (r²/r₋²) p  (eq. 34)',
  parameters: z.object({}),
};

/** Every method that can be let loose on a surface: all optimizers, and the linear method for quadratics. */
export const laboratoryMethods = defineRegistry<RegistryMember>('optimizer', [...optimizers.members, linearConjugateGradient]);

/** The surface of that name and parameters. @throws registry/unknown-member, registry/bad-parameters */
export function createSurface(choice: Choice): Surface {
  const { type, ...parameters } = surfaces.parse(choice);
  return surfaces.get(type).create(parameters);
}

/**
 * Lets a method loose on a surface.
 * @throws registry/unknown-member, registry/bad-parameters, optimizer/bad-start, optimizer/not-quadratic
 */
export function minimiseBy(method: Choice, surface: Surface, limits: MinimiseLimits): Minimisation {
  const { type, ...parameters } = laboratoryMethods.parse(method);
  if (type === linearConjugateGradient.name) return minimiseQuadratic(surface, limits);
  return minimise(surface, optimizers.get(type).create(parameters), limits);
}

/** What the comparison is made of, each under the name it has in tables. */
export interface Compared {
  readonly name: string;
  readonly choice: Choice;
}

/** The surfaces every method is compared on, at their usual starts. */
export const comparedSurfaces: readonly Compared[] = [
  { name: 'rosenbrock 2', choice: { type: 'rosenbrock' } },
  { name: 'rosenbrock 100', choice: { type: 'rosenbrock', dimensions: 100 } },
  ...['powellSingular', 'beale', 'wood', 'himmelblau', 'booth', 'quadratic', 'trigonometric'].map(plain),
  ...['narrowValley', 'rastrigin', 'ackley', 'branin', 'saddle'].map(plain),
];

/** The methods compared. The first is conjugate gradients as they are by default, one setting for all surfaces. */
export const comparedMethods: readonly Compared[] = [
  { name: 'conjugateGradient', choice: { type: 'conjugateGradient' } },
  ...['fletcherReeves', 'polakRibierePlus', 'daiYuan', 'hagerZhang'].map((beta) => ({
    name: `β ${beta}`,
    choice: { type: 'conjugateGradient', beta },
  })),
  { name: 'β and search hagerZhang', choice: { type: 'conjugateGradient', beta: 'hagerZhang', lineSearch: 'hagerZhang' } },
  { name: 'lbfgs', choice: { type: 'lbfgs' } },
  { name: 'linearConjugateGradient', choice: { type: 'linearConjugateGradient' } },
  { name: 'steepestDescent', choice: { type: 'steepestDescent', lineSearch: 'strongWolfe' } },
];

function plain(type: string): Compared {
  return { name: type, choice: { type } };
}

/** One cell of the table of methods and surfaces. */
export interface Comparison {
  readonly surface: string;
  readonly method: string;
  readonly result: Minimisation;
}

/** Every method on every surface it applies to, from the usual starts, one at a time so that a caller can show the course. */
export function* compareMethods(limits: MinimiseLimits): Generator<Comparison> {
  for (const surface of comparedSurfaces) {
    const created = createSurface(surface.choice);
    for (const method of comparedMethods) {
      if (method.choice.type === linearConjugateGradient.name && !created.quadratic) continue;
      yield { surface: surface.name, method: method.name, result: minimiseBy(method.choice, created, limits) };
    }
  }
}
