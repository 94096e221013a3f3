import { mean, sampleStandardDeviation } from 'simple-statistics';

/** What is known of a mean from a few repeats. */
export interface MeanEstimate {
  readonly count: number;
  readonly mean: number;
  /** Half the width of the 95 % interval, by Student's t; null with fewer than two values. */
  readonly halfWidth: number | null;
}

/** Mean ± 95 % interval of independent values, such as one measure over seeds; null without values. */
export function estimateMean(values: readonly number[]): MeanEstimate | null {
  const count = values.length;
  if (count === 0) return null;
  const halfWidth = count < 2 ? null : (studentQuantile(count - 1) * sampleStandardDeviation([...values])) / Math.sqrt(count);
  return { count, mean: mean([...values]), halfWidth };
}

/** t with P(|T| ≤ t) = 95 % for that many degrees of freedom, by bisection of the distribution function. */
function studentQuantile(degrees: number): number {
  let low = 0;
  let high = 16;
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (centralShare(middle, degrees) < 0.95) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(|T| ≤ t) of Student's distribution, a finite series for whole degrees of freedom (Abramowitz & Stegun, 26.7.3 and 26.7.4). */
function centralShare(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const cosineSquared = Math.cos(angle) ** 2;
  const odd = degrees % 2 === 1;
  let term = odd ? Math.cos(angle) : 1;
  let sum = 0;
  for (let order = odd ? 1 : 0; order <= degrees - 2; order += 2) {
    sum += term;
    term *= ((order + 1) / (order + 2)) * cosineSquared;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
