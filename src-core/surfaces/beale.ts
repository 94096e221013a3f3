import { z } from '../schema.ts';
import type { SurfaceMember } from './surface.ts';

/** f = Σᵢ (cᵢ − x + x yⁱ)² for c = 1.5, 2.25, 2.625 (Beale 1958; Moré, Garbow & Hillstrom 1981, no. 5). */
export const beale: SurfaceMember = {
  name: 'beale',
  label: 'Beale',
  summary: 'Flat, with steep walls; the minimum lies in a curved hollow.',
  equation: 'f = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²',
  parameters: z.object({}),
  create: () => ({
    dimensions: 2,
    start: [1, 1],
    minima: [{ point: [3, 0.5], value: 0, global: true }],
    window: { x: [-1, 4.5], y: [-1.5, 1.5] },
    quadratic: false,
    evaluate(point, gradient) {
      const [x, y] = point as unknown as [number, number];
      const t1 = 1.5 - x + x * y;
      const t2 = 2.25 - x + x * y ** 2;
      const t3 = 2.625 - x + x * y ** 3;
      gradient?.set([2 * (t1 * (y - 1) + t2 * (y ** 2 - 1) + t3 * (y ** 3 - 1)), 2 * x * (t1 + 2 * y * t2 + 3 * y ** 2 * t3)]);
      return t1 ** 2 + t2 ** 2 + t3 ** 2;
    },
  }),
};
