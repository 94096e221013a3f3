import { z } from '../schema.ts';
import type { SurfaceMember } from './surface.ts';

/** f = (x + 2y − 7)² + (2x + y − 5)²: a quadratic of condition 9. */
export const booth: SurfaceMember = {
  name: 'booth',
  label: 'Booth',
  summary: 'A plain bowl of two variables, which conjugate gradients leave after two steps.',
  equation: 'f = (x + 2y − 7)² + (2x + y − 5)²',
  parameters: z.object({}),
  create: () => ({
    dimensions: 2,
    start: [0, 0],
    minima: [{ point: [1, 3], value: 0, global: true }],
    window: { x: [-6, 8], y: [-4, 10] },
    quadratic: true,
    evaluate(point, gradient) {
      const [x, y] = point as unknown as [number, number];
      const t1 = x + 2 * y - 7;
      const t2 = 2 * x + y - 5;
      gradient?.set([2 * t1 + 4 * t2, 4 * t1 + 2 * t2]);
      return t1 ** 2 + t2 ** 2;
    },
  }),
};
