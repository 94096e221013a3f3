import { createLineSearch, curvatureParameter, lineSearchNames } from '../lineSearch/lineSearch.ts';
import { z } from '../schema.ts';
import { conjugateBetas, type ConjugateBetaName } from './conjugateBeta.ts';
import { createDescent } from './descent.ts';
import type { OptimizerMember } from './optimizer.ts';
import { stepsPerBatchParameter } from './optimizerParameters.ts';

/** Gradients further from orthogonal than this share of |rₙ₊₁|² show that conjugacy is lost (Powell's test). */
const powellShare = 0.2;

const betaNames = Object.keys(conjugateBetas) as [ConjugateBetaName, ...ConjugateBetaName[]];

const parameters = z.object({
  beta: z
    .enum(betaNames)
    .default('polakRibierePlus')
    .meta({ label: 'β', help: 'How much of the last direction is kept (eq. 36); a + falls back to the gradient where β is negative.' }),
  lineSearch: z.enum(lineSearchNames).default('strongWolfe').meta({ label: 'Line search', help: 'How the length of a step is found.' }),
  curvature: curvatureParameter,
  stepsPerBatch: stepsPerBatchParameter,
});

/**
 * Nonlinear conjugate gradient: pₙ₊₁ = rₙ₊₁ + βₙpₙ with β of eq. 36 and a line search along p. Starts anew along the gradient every n
 * steps, on Powell's test |rₙ₊₁·rₙ| ≥ 0.2|rₙ₊₁|², and where p·r ≤ 0.
 */
export const conjugateGradient: OptimizerMember = {
  name: 'conjugateGradient',
  label: 'Conjugate gradient',
  summary: 'Line searches along directions built to keep what earlier steps have gained; best on large or whole batches.',
  equation: 'p ← r + β p, x ← x + α* p  (eq. 27, 36)',
  parameters,
  create(given) {
    const { beta, lineSearch, curvature, stepsPerBatch } = parameters.parse(given);
    const formula = conjugateBetas[beta];
    return createDescent({
      lineSearch: createLineSearch(lineSearch, curvature),
      stepsPerBatch,
      nextBeta: (products, stepsSinceRestart, dimension) => {
        if (stepsSinceRestart >= dimension) return 0;
        return Math.abs(products.newOld) >= powellShare * products.newNew ? 0 : formula(products);
      },
    });
  },
};
