import { createLineSearch, curvatureParameter, lineSearchParameter, secantFinishParameter } from '../lineSearch/lineSearch.ts';
import { z } from '../schema.ts';
import { conjugateBetas, conjugateBetaSymbols, type ConjugateBetaName } from './conjugateBeta.ts';
import { conjugateDirection, type NextBeta } from './conjugateDirection.ts';
import { createDescent } from './descent.ts';
import type { OptimizerMember } from './optimizer.ts';
import { stepsPerBatchParameter } from './optimizerParameters.ts';

const betaNames = Object.keys(conjugateBetas) as [ConjugateBetaName, ...ConjugateBetaName[]];

const parameters = z.object({
  beta: z.enum(betaNames).default('hestenesStiefelPlus').meta({
    label: 'β',
    help: 'How much of the last direction is kept (eq. 36); a + falls back to the gradient where β is negative.',
    aliases: conjugateBetaSymbols,
  }),
  lineSearch: lineSearchParameter,
  curvature: curvatureParameter(0.5),
  secantFinish: secantFinishParameter,
  powell: z.number().positive().max(1e6).default(0.8).meta({
    label: "Powell's test ν",
    help: 'Starts anew along the gradient where |rₙ₊₁·rₙ| ≥ ν|rₙ₊₁|²: conjugacy is lost. Powell took 0.2; a large number never starts anew.',
  }),
  restartAfter: z.number().int().min(0).max(1000).default(0).meta({
    label: 'Restart after',
    help: 'Starts anew along the gradient after so many times as many steps as there are parameters; 0 never does.',
  }),
  stepsPerBatch: stepsPerBatchParameter,
});

/**
 * Nonlinear conjugate gradient: pₙ₊₁ = rₙ₊₁ + βₙpₙ with β of eq. 36 and a line search along p. Starts anew along the gradient on Powell's
 * test |rₙ₊₁·rₙ| ≥ ν|rₙ₊₁|², where p·r ≤ 0, and if asked every so many steps.
 */
export const conjugateGradient: OptimizerMember = {
  name: 'conjugateGradient',
  label: 'Conjugate gradient',
  summary: 'Line searches along directions built to keep what earlier steps have gained; best on large or whole batches.',
  equation: 'p ← r + β p, x ← x + α* p  (eq. 27, 36)',
  parameters,
  create(given) {
    const { beta, lineSearch, curvature, secantFinish, powell, restartAfter, stepsPerBatch } = parameters.parse(given);
    const formula = conjugateBetas[beta];
    const nextBeta: NextBeta = (products, stepsSinceRestart, dimension) => {
      if (restartAfter > 0 && stepsSinceRestart >= restartAfter * dimension) return 0;
      return Math.abs(products.newOld) >= powell * products.newNew ? 0 : formula(products);
    };
    // A first step that is too short still shows a search by slopes where the minimum is; one too long may land in another valley.
    const stepShare = lineSearch === 'strongWolfe' || lineSearch === 'exact' ? 0.5 : 1.01;
    return createDescent({
      lineSearch: createLineSearch(lineSearch, curvature, secantFinish),
      direction: conjugateDirection(nextBeta, stepShare),
      stepsPerBatch,
    });
  },
};
