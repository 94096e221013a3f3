import { z } from '../schema.ts';
import type { SurfaceMember } from './surface.ts';

/** f = (x² + y − 11)² + (x + y² − 7)² (Himmelblau 1972). */
export const himmelblau: SurfaceMember = {
  name: 'himmelblau',
  label: 'Himmelblau',
  summary: 'Four minima of the same depth; which one is reached shows the path.',
  equation: 'f = (x² + y − 11)² + (x + y² − 7)²',
  parameters: z.object({}),
  create: () => ({
    dimensions: 2,
    start: [0, 0],
    minima: [
      { point: [3, 2], value: 0, global: true },
      { point: [-2.805118086952745, 3.131312518250573], value: 0, global: true },
      { point: [-3.779310253377747, -3.283185991286169], value: 0, global: true },
      { point: [3.584428340330492, -1.848126526964404], value: 0, global: true },
    ],
    window: { x: [-6, 6], y: [-6, 6] },
    quadratic: false,
    evaluate(point, gradient) {
      const [x, y] = point as unknown as [number, number];
      const t1 = x * x + y - 11;
      const t2 = x + y * y - 7;
      gradient?.set([4 * x * t1 + 2 * t2, 2 * t1 + 4 * y * t2]);
      return t1 ** 2 + t2 ** 2;
    },
  }),
};
