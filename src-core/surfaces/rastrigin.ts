import { z } from '../schema.ts';
import type { SurfaceMember } from './surface.ts';
import { dimensionsParameter } from './surfaceParameters.ts';

const parameters = z.object({ dimensions: dimensionsParameter(2) });

/** f = 10n + Σ xᵢ² − 10 cos 2πxᵢ (Rastrigin 1974). */
export const rastrigin: SurfaceMember = {
  name: 'rastrigin',
  label: 'Rastrigin',
  summary: 'A bowl full of hollows, one near every grid point; methods that go downhill stay in one of them.',
  equation: 'f = 10n + Σ xᵢ² − 10 cos 2πxᵢ',
  parameters,
  create(given) {
    const { dimensions } = parameters.parse(given);
    return {
      dimensions,
      start: Array.from({ length: dimensions }, (_, i) => (i % 2 === 0 ? 3.2 : -2.3)),
      minima: [{ point: new Array<number>(dimensions).fill(0), value: 0, global: true }],
      window: { x: [-5.12, 5.12], y: [-5.12, 5.12] },
      quadratic: false,
      evaluate(x, gradient) {
        let value = 0;
        for (let i = 0; i < dimensions; i++) {
          const phase = 2 * Math.PI * x[i]!;
          value += x[i]! ** 2 + 10 * (1 - Math.cos(phase));
          if (gradient) gradient[i] = 2 * x[i]! + 20 * Math.PI * Math.sin(phase);
        }
        return value;
      },
    };
  },
};
