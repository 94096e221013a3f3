import { z } from '../schema.ts';
import type { SurfaceMember } from './surface.ts';
import { dimensionsParameter } from './surfaceParameters.ts';

const parameters = z.object({ dimensions: dimensionsParameter(10) });

/** f = Σ rᵢ², rᵢ = n − Σⱼ cos xⱼ + i(1 − cos xᵢ) − sin xᵢ (Spedicato 1975; Moré, Garbow & Hillstrom 1981, no. 26). */
export const trigonometric: SurfaceMember = {
  name: 'trigonometric',
  label: 'Trigonometric',
  summary: 'Sums of squares of sines and cosines; from the usual start the way leads to a local minimum of 2.8e-5 for ten variables.',
  equation: 'f = Σ (n − Σⱼ cos xⱼ + i(1 − cos xᵢ) − sin xᵢ)²',
  parameters,
  create(given) {
    const { dimensions } = parameters.parse(given);
    const residuals = new Float64Array(dimensions);
    return {
      dimensions,
      start: new Array<number>(dimensions).fill(1 / dimensions),
      minima: [{ point: new Array<number>(dimensions).fill(0), value: 0, global: true }, ...(dimensions === 10 ? [localMinimumOfTen] : [])],
      window: { x: [-0.5, 0.5], y: [-0.5, 0.5] },
      quadratic: false,
      evaluate(x, gradient) {
        let cosines = 0;
        for (let i = 0; i < dimensions; i++) cosines += Math.cos(x[i]!);
        let value = 0;
        let sum = 0;
        for (let i = 0; i < dimensions; i++) {
          const residual = dimensions - cosines + (i + 1) * (1 - Math.cos(x[i]!)) - Math.sin(x[i]!);
          residuals[i] = residual;
          value += residual * residual;
          sum += residual;
        }
        if (!gradient) return value;
        for (let i = 0; i < dimensions; i++) {
          const own = residuals[i]! * ((i + 1) * Math.sin(x[i]!) - Math.cos(x[i]!));
          gradient[i] = 2 * (own + Math.sin(x[i]!) * sum);
        }
        return value;
      },
    };
  },
};

/** Found by Newton steps from the usual start. */
const localMinimumOfTen = {
  point: [
    0.055150903980691224, 0.05684061679473846, 0.058764001762694806, 0.06099060865676056, 0.06362621369585468, 0.06684317945275824,
    0.2081615185698816, 0.16436309588564868, 0.08500689568850696, 0.09143145071470794,
  ],
  value: 2.7950561218799296e-5,
  global: false,
};
