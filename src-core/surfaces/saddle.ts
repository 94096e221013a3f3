import { z } from '../schema.ts';
import type { SurfaceMember } from './surface.ts';

/** f = x² − y²: no minimum, and a point of vanishing gradient that is none. */
export const saddle: SurfaceMember = {
  name: 'saddle',
  label: 'Saddle',
  summary: 'Falls for ever along y; on the ridge y = 0 a gradient method would run into the saddle and stay.',
  equation: 'f = x² − y²',
  parameters: z.object({}),
  create: () => ({
    dimensions: 2,
    start: [1, 0.001],
    minima: [],
    window: { x: [-2, 2], y: [-2, 2] },
    // Its second derivatives are constant but not positive, which linear conjugate gradients need.
    quadratic: false,
    evaluate(point, gradient) {
      const [x, y] = point as unknown as [number, number];
      gradient?.set([2 * x, -2 * y]);
      return x * x - y * y;
    },
  }),
};
