import { z } from '../schema.ts';
import type { SurfaceMember } from './surface.ts';
import { conditionParameter, dimensionsParameter } from './surfaceParameters.ts';

const parameters = z.object({ dimensions: dimensionsParameter(100), condition: conditionParameter(1e4) });

/** f = ½ Σ dᵢxᵢ² with curvatures dᵢ from 1 to κ, evenly spaced in the logarithm. */
export const quadratic: SurfaceMember = {
  name: 'quadratic',
  label: 'Ill-conditioned quadratic',
  summary: 'A bowl whose curvatures differ by the condition number; the work of a method grows with it.',
  equation: 'f = ½ Σ dᵢ xᵢ², dᵢ = κ^((i−1)/(n−1))',
  parameters,
  create(given) {
    const { dimensions, condition } = parameters.parse(given);
    const curvatures = Float64Array.from({ length: dimensions }, (_, i) => condition ** (i / Math.max(1, dimensions - 1)));
    return {
      dimensions,
      start: new Array<number>(dimensions).fill(1),
      minima: [{ point: new Array<number>(dimensions).fill(0), value: 0, global: true }],
      window: { x: [-1.5, 1.5], y: [-1.5, 1.5] },
      quadratic: true,
      evaluate(x, gradient) {
        let value = 0;
        for (let i = 0; i < dimensions; i++) {
          const slope = curvatures[i]! * x[i]!;
          value += 0.5 * slope * x[i]!;
          if (gradient) gradient[i] = slope;
        }
        return value;
      },
    };
  },
};
