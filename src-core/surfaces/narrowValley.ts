import { z } from '../schema.ts';
import type { SurfaceMember } from './surface.ts';
import { conditionParameter } from './surfaceParameters.ts';

const parameters = z.object({ condition: conditionParameter(100) });

/**
 * f = ½(u² + κv²), where u and v lie along the diagonals: the long narrow valley of the note's section 3.2. The start, (u, v) = (κ, 1) times
 * 5/κ, is the one from which steepest descent with exact searches zigzags at its slowest, by ((κ − 1)/(κ + 1))² a step.
 */
export const narrowValley: SurfaceMember = {
  name: 'narrowValley',
  label: 'Long narrow valley',
  summary: 'A straight valley across the axes, in which steepest descent zigzags and conjugate gradients need two steps.',
  equation: 'f = ½(u² + κ v²), u = (x + y)/√2, v = (y − x)/√2',
  parameters,
  create(given) {
    const { condition } = parameters.parse(given);
    const u = 5;
    const v = 5 / condition;
    return {
      dimensions: 2,
      start: [(u - v) / Math.SQRT2, (u + v) / Math.SQRT2],
      minima: [{ point: [0, 0], value: 0, global: true }],
      window: { x: [-4.5, 4.5], y: [-4.5, 4.5] },
      quadratic: true,
      evaluate(point, gradient) {
        const [x, y] = point as unknown as [number, number];
        const along = (x + y) / Math.SQRT2;
        const across = (y - x) / Math.SQRT2;
        gradient?.set([(along - condition * across) / Math.SQRT2, (along + condition * across) / Math.SQRT2]);
        return 0.5 * (along ** 2 + condition * across ** 2);
      },
    };
  },
};
