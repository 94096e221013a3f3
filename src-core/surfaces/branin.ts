import { z } from '../schema.ts';
import type { SurfaceMember } from './surface.ts';

const b = 5.1 / (4 * Math.PI ** 2);
const c = 5 / Math.PI;
const t = 1 / (8 * Math.PI);

/** f = (y − bx² + cx − 6)² + 10(1 − t) cos x + 10 with b = 5.1/4π², c = 5/π, t = 1/8π (Branin 1972). */
export const branin: SurfaceMember = {
  name: 'branin',
  label: 'Branin',
  summary: 'Three minima of the same depth in a bent valley.',
  equation: 'f = (y − 5.1x²/4π² + 5x/π − 6)² + 10(1 − 1/8π) cos x + 10',
  parameters: z.object({}),
  create: () => ({
    dimensions: 2,
    start: [2.5, 7.5],
    minima: [-Math.PI, Math.PI, 3 * Math.PI].map((x) => ({ point: [x, b * x * x - c * x + 6], value: 10 * t, global: true })),
    window: { x: [-5, 10], y: [0, 15] },
    quadratic: false,
    evaluate(point, gradient) {
      const [x, y] = point as unknown as [number, number];
      const bend = y - b * x * x + c * x - 6;
      gradient?.set([2 * bend * (c - 2 * b * x) - 10 * (1 - t) * Math.sin(x), 2 * bend]);
      return bend * bend + 10 * (1 - t) * Math.cos(x) + 10;
    },
  }),
};
