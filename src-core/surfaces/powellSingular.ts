import { z } from '../schema.ts';
import type { SurfaceMember } from './surface.ts';

/** f = (a + 10b)² + 5(c − d)² + (b − 2c)⁴ + 10(a − d)⁴ (Powell 1962; Moré, Garbow & Hillstrom 1981, no. 13). */
export const powellSingular: SurfaceMember = {
  name: 'powellSingular',
  label: 'Powell singular',
  summary: 'Four variables whose second derivatives are singular at the minimum, so that all methods slow down.',
  equation: 'f = (x₁ + 10x₂)² + 5(x₃ − x₄)² + (x₂ − 2x₃)⁴ + 10(x₁ − x₄)⁴',
  parameters: z.object({}),
  create: () => ({
    dimensions: 4,
    start: [3, -1, 0, 1],
    minima: [{ point: [0, 0, 0, 0], value: 0, global: true }],
    window: { x: [-4, 4], y: [-2, 2] },
    quadratic: false,
    evaluate(x, gradient) {
      const [a, b, c, d] = x as unknown as [number, number, number, number];
      const t1 = a + 10 * b;
      const t2 = c - d;
      const t3 = b - 2 * c;
      const t4 = a - d;
      gradient?.set([2 * t1 + 40 * t4 ** 3, 20 * t1 + 4 * t3 ** 3, 10 * t2 - 8 * t3 ** 3, -10 * t2 - 40 * t4 ** 3]);
      return t1 ** 2 + 5 * t2 ** 2 + t3 ** 4 + 10 * t4 ** 4;
    },
  }),
};
