import { z } from '../schema.ts';
import type { SurfaceMember } from './surface.ts';
import { dimensionsParameter } from './surfaceParameters.ts';

const parameters = z.object({ dimensions: dimensionsParameter(2) });

/** f = −20 exp(−0.2 √(Σxᵢ²/n)) − exp(Σ cos 2πxᵢ /n) + 20 + e (Ackley 1987); its tip at 0 is sharp, and ∇f there is given as 0. */
export const ackley: SurfaceMember = {
  name: 'ackley',
  label: 'Ackley',
  summary: 'Many hollows on a flat plate around a deep funnel with a sharp tip.',
  equation: 'f = −20 exp(−0.2 √(Σxᵢ²/n)) − exp(Σ cos 2πxᵢ /n) + 20 + e',
  parameters,
  create(given) {
    const { dimensions } = parameters.parse(given);
    return {
      dimensions,
      start: Array.from({ length: dimensions }, (_, i) => (i % 2 === 0 ? 1.7 : -2.3)),
      minima: [{ point: new Array<number>(dimensions).fill(0), value: 0, global: true }],
      window: { x: [-5, 5], y: [-5, 5] },
      quadratic: false,
      evaluate(x, gradient) {
        let squares = 0;
        let cosines = 0;
        for (let i = 0; i < dimensions; i++) {
          squares += x[i]! ** 2;
          cosines += Math.cos(2 * Math.PI * x[i]!);
        }
        const radius = Math.sqrt(squares / dimensions);
        const funnel = Math.exp(-0.2 * radius);
        const ripple = Math.exp(cosines / dimensions);
        if (gradient) {
          const pull = radius > 0 ? (4 * funnel) / (radius * dimensions) : 0;
          for (let i = 0; i < dimensions; i++) {
            gradient[i] = pull * x[i]! + ((2 * Math.PI) / dimensions) * Math.sin(2 * Math.PI * x[i]!) * ripple;
          }
        }
        return 20 * (1 - funnel) + (Math.E - ripple);
      },
    };
  },
};
