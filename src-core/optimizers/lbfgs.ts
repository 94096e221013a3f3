import { createLineSearch, curvatureParameter, lineSearchParameter, secantFinishParameter } from '../lineSearch/lineSearch.ts';
import { z } from '../schema.ts';
import { createDescent } from './descent.ts';
import { limitedMemoryDirection } from './limitedMemoryDirection.ts';
import type { OptimizerMember } from './optimizer.ts';
import { stepsPerBatchParameter } from './optimizerParameters.ts';

const parameters = z.object({
  memory: z.number().int().min(1).max(100).default(10).meta({
    label: 'Memory m',
    help: 'Steps whose gradients shape the next direction; each costs two numbers a parameter.',
  }),
  lineSearch: lineSearchParameter,
  curvature: curvatureParameter(0.9),
  secantFinish: secantFinishParameter,
  stepsPerBatch: stepsPerBatchParameter,
});

/** Limited-memory BFGS: p = −H∇f with H from the last m steps, x ← x + α*p (Nocedal & Wright, algorithms 7.4 and 7.5). */
export const lbfgs: OptimizerMember = {
  name: 'lbfgs',
  label: 'L-BFGS',
  summary: 'Newton-like directions from the curvature that the last few steps have shown; best on large or whole batches.',
  equation: 'p = −H ∇f, H ← (1 − s yᵀ/y·s) H (1 − y sᵀ/y·s) + s sᵀ/y·s over the last m pairs s = Δx, y = Δ∇f',
  parameters,
  create(given) {
    const { memory, lineSearch, curvature, secantFinish, stepsPerBatch } = parameters.parse(given);
    return createDescent({
      lineSearch: createLineSearch(lineSearch, curvature, secantFinish),
      direction: limitedMemoryDirection(memory),
      stepsPerBatch,
    });
  },
};
