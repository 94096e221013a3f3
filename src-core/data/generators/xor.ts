import { z } from '../../schema.ts';
import { commonParameters, noiseParameter, planarData, type Generator } from './generator.ts';

const parameters = z.object({
  ...commonParameters,
  noise: noiseParameter(0.1),
  arrangement: z
    .enum(['quadrants', 'corners'])
    .default('quadrants')
    .meta({ label: 'Arrangement', help: 'Points spread over the four quadrants of a square, or all at its four corners.' }),
});

/** Exclusive or: the class is 1 where x and y have different signs. No straight line separates it. */
export const xor: Generator<typeof parameters> = {
  name: 'xor',
  label: 'XOR',
  summary: 'Exclusive or of the signs of x and y: the smallest problem a single layer cannot solve.',
  equation: 'class = [x·y < 0], x and y in [−1, 1], before noise',
  parameters,
  generate({ samples, noise, arrangement }, random) {
    return planarData({ samples, noise, classNames: ['same', 'different'] }, random, (label, index) => {
      const signX = index % 2 === 0 ? -1 : 1;
      const signY = label === 0 ? signX : -signX;
      if (arrangement === 'corners') return [signX, signY];
      return [signX * random.uniform(), signY * random.uniform()];
    });
  },
};
