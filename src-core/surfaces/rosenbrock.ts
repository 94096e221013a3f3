import { z } from '../schema.ts';
import type { SurfaceMember } from './surface.ts';
import { dimensionsParameter } from './surfaceParameters.ts';

const parameters = z.object({ dimensions: dimensionsParameter(2, { least: 2, step: 2 }) });

/** f = Σ over pairs (a, b) of 100(b − a²)² + (1 − a)²: a bent valley (Rosenbrock 1960; extended: Moré, Garbow & Hillstrom 1981, no. 21). */
export const rosenbrock: SurfaceMember = {
  name: 'rosenbrock',
  label: 'Rosenbrock',
  summary: 'A bent valley, flat along its floor; for more than two variables, pairs of them.',
  equation: 'f = Σ 100(x₂ᵢ − x₂ᵢ₋₁²)² + (1 − x₂ᵢ₋₁)²',
  parameters,
  create(given) {
    const { dimensions } = parameters.parse(given);
    return {
      dimensions,
      start: Array.from({ length: dimensions }, (_, i) => (i % 2 === 0 ? -1.2 : 1)),
      minima: [{ point: new Array<number>(dimensions).fill(1), value: 0, global: true }],
      window: { x: [-2, 2], y: [-1, 3] },
      quadratic: false,
      evaluate(x, gradient) {
        let value = 0;
        for (let i = 0; i < dimensions; i += 2) {
          const a = x[i]!;
          const bend = x[i + 1]! - a * a;
          value += 100 * bend * bend + (1 - a) * (1 - a);
          if (!gradient) continue;
          gradient[i] = -400 * a * bend - 2 * (1 - a);
          gradient[i + 1] = 200 * bend;
        }
        return value;
      },
    };
  },
};
