import type { FloatArray } from '../kernels/arena.ts';
import type { OptimizerPass } from '../kernels/kernelSet.ts';
import { createLineSearch, curvatureParameter, lineSearchParameter } from '../lineSearch/lineSearch.ts';
import { z } from '../schema.ts';
import { conjugateDirection } from './conjugateDirection.ts';
import { createDescent } from './descent.ts';
import type { OptimizerMember } from './optimizer.ts';
import { learningRateParameter, stepsPerBatchParameter } from './optimizerParameters.ts';

const parameters = z.object({
  learningRate: learningRateParameter(0.1),
  lineSearch: z
    .enum(['none', ...lineSearchParameter.unwrap().options])
    .default('none')
    .meta({ label: 'Line search', help: 'None takes the learning rate as it is; a line search chooses the length of every step itself.' }),
  curvature: curvatureParameter(0.1),
  stepsPerBatch: stepsPerBatchParameter,
});

/** Follows the negative gradient, eq. 20: x ← x − α∇f, with a fixed α or with the α a line search finds. */
export const steepestDescent: OptimizerMember = {
  name: 'steepestDescent',
  label: 'Steepest descent',
  summary: 'Follows the negative gradient, with a fixed learning rate or a line search.',
  equation: 'x ← x − α ∇f  (eq. 20)',
  parameters,
  create(given) {
    const { learningRate, lineSearch, curvature, stepsPerBatch } = parameters.parse(given);
    if (lineSearch !== 'none') {
      const direction = conjugateDirection(() => 0, 1.01);
      return createDescent({ lineSearch: createLineSearch(lineSearch, curvature), direction, stepsPerBatch });
    }
    return { kind: 'elementwise', slots: [], kernel: 'steepestDescent', coefficients: () => [learningRate], apply: applySteepestDescent };
  },
};

/** x ← x − α∇f with the one coefficient α. */
export function applySteepestDescent(pass: OptimizerPass, elements: FloatArray): void {
  const step = pass.coefficients[0]! * pass.scale;
  const { offset: parameter, length } = pass.parameters;
  for (let i = 0; i < length; i++) elements[parameter + i]! -= step * elements[pass.gradients.offset + i]!;
}
