import { z } from '../schema.ts';
import type { SurfaceMember } from './surface.ts';

/** Colville's function of four variables, known as Wood's (Moré, Garbow & Hillstrom 1981, no. 14). */
export const wood: SurfaceMember = {
  name: 'wood',
  label: 'Wood',
  summary: 'Two bent valleys that are coupled, with a saddle on the way which can hold a method for long.',
  equation: 'f = 100(x₂ − x₁²)² + (1 − x₁)² + 90(x₄ − x₃²)² + (1 − x₃)² + 10.1((x₂ − 1)² + (x₄ − 1)²) + 19.8(x₂ − 1)(x₄ − 1)',
  parameters: z.object({}),
  create: () => ({
    dimensions: 4,
    start: [-3, -1, -3, -1],
    minima: [{ point: [1, 1, 1, 1], value: 0, global: true }],
    window: { x: [-3.5, 2], y: [-2, 6] },
    quadratic: false,
    evaluate(x, gradient) {
      const [a, b, c, d] = x as unknown as [number, number, number, number];
      const bend1 = b - a * a;
      const bend2 = d - c * c;
      gradient?.set([
        -400 * a * bend1 - 2 * (1 - a),
        200 * bend1 + 20.2 * (b - 1) + 19.8 * (d - 1),
        -360 * c * bend2 - 2 * (1 - c),
        180 * bend2 + 20.2 * (d - 1) + 19.8 * (b - 1),
      ]);
      const valleys = 100 * bend1 ** 2 + (1 - a) ** 2 + 90 * bend2 ** 2 + (1 - c) ** 2;
      return valleys + 10.1 * ((b - 1) ** 2 + (d - 1) ** 2) + 19.8 * (b - 1) * (d - 1);
    },
  }),
};
