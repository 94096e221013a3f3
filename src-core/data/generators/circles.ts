import { z } from '../../schema.ts';
import { commonParameters, noiseParameter, planarData, type Generator } from './generator.ts';

const parameters = z.object({
  ...commonParameters,
  noise: noiseParameter(0.1),
  factor: z.number().gt(0).lt(1).default(0.5).meta({ label: 'Inner radius', help: 'Radius of the inner circle; the outer one has 1.' }),
});

/** A circle inside another one with the same centre, as scikit-learn's `make_circles`. */
export const circles: Generator<typeof parameters> = {
  name: 'circles',
  label: 'Circles',
  summary: 'A small circle inside a large one.',
  equation: 'r (cos t, sin t) with r = 1 outside and r = factor inside; t in [0, 2π)',
  parameters,
  generate({ samples, noise, factor }, random) {
    return planarData({ samples, noise, classNames: ['outer', 'inner'] }, random, (label, index, count) => {
      const t = (2 * Math.PI * index) / count;
      const radius = label === 0 ? 1 : factor;
      return [radius * Math.cos(t), radius * Math.sin(t)];
    });
  },
};
