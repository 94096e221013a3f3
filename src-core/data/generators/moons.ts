import { z } from '../../schema.ts';
import { commonParameters, noiseParameter, planarData, type Generator } from './generator.ts';

const parameters = z.object({ ...commonParameters, noise: noiseParameter(0.1) });

/** Two half circles of radius 1 that reach into each other, as scikit-learn's `make_moons`. */
export const moons: Generator<typeof parameters> = {
  name: 'moons',
  label: 'Two moons',
  summary: 'Two half circles that reach into each other.',
  equation: 'upper: (cos t, sin t); lower: (1 − cos t, ½ − sin t); t in [0, π]',
  parameters,
  generate({ samples, noise }, random) {
    return planarData({ samples, noise, classNames: ['upper', 'lower'] }, random, (label, index, count) => {
      const t = (Math.PI * index) / Math.max(1, count - 1);
      return label === 0 ? [Math.cos(t), Math.sin(t)] : [1 - Math.cos(t), 0.5 - Math.sin(t)];
    });
  },
};
