import { z } from '../../schema.ts';
import { commonParameters, noiseParameter, planarData, type Generator } from './generator.ts';

const parameters = z.object({
  ...commonParameters,
  noise: noiseParameter(0.02),
  classes: z.number().int().min(2).max(20).default(2).meta({ label: 'Arms', help: 'Number of spirals; each is a class.' }),
  turns: z.number().gt(0).max(10).default(1.5).meta({ label: 'Turns', help: 'How often each arm winds around the centre.' }),
});

/** Archimedean spirals turned against each other, one a class; hard for shallow networks when `turns` grows. */
export const spirals: Generator<typeof parameters> = {
  name: 'spirals',
  label: 'Spirals',
  summary: 'Spiral arms wound around each other, one for each class.',
  equation: 'r (cos φ, sin φ), φ = 2π (turns · r + class / arms); r in (0, 1]',
  parameters,
  generate({ samples, noise, classes, turns }, random) {
    const classNames = Array.from({ length: classes }, (_, index) => `arm ${index + 1}`);
    return planarData({ samples, noise, classNames }, random, (label, index, count) => {
      const radius = (index + 1) / count;
      const angle = 2 * Math.PI * (turns * radius + label / classes);
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
  },
};
