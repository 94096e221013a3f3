import { z } from '../schema.ts';

/** No surface is larger, so that a mistyped number does not fill the memory. */
const mostDimensions = 100_000;

/** The number n of variables: at least `least`, and a multiple of `step`. */
export function dimensionsParameter(usual: number, { least = 1, step = 1 } = {}) {
  const help = step === 1 ? 'Number of variables n.' : `Number of variables n, a multiple of ${step}.`;
  return z.number().int().min(least).max(mostDimensions).multipleOf(step).default(usual).meta({ label: 'Dimensions', help });
}

/** The condition number κ: the largest curvature over the least. */
export function conditionParameter(usual: number) {
  return z
    .number()
    .min(1)
    .max(1e12)
    .default(usual)
    .meta({ label: 'Condition κ', help: 'Largest curvature over the least: how long and narrow the valley is.' });
}
