// Numbers of the vector functions. They lie in memory, because an engine spreads one from there in a single instruction, and puts
// one that stands in the code together anew wherever it is used, in up to five.

/** Places of the numbers in their table. */
export enum Constant {
  log2e,
  rounder,
  minusLn2,
  minusLn2High,
  minusLn2Low,
  exp2,
  exp3,
  exp4,
  exp5,
  exp6,
  half,
  one,
  two,
  most,
  mostOfTanh,
  least,
  leastOfShare,
  log2,
  log3,
  log4,
  log5,
  log6,
  log7,
  log8,
  log9,
  log10,
  log11,
  smallestNormal,
  lift,
  liftPower,
  infinity,
  minusInfinity,
  notANumber,
  leastProbability,
}

// prettier-ignore
const numbers: usize = memory.data<f32>([
  // log₂ e, and 1.5 · 2²³ + 127: a number of moderate size added to that is rounded to a whole one, which the last bits then hold
  // as an exponent.
  1.44269504, 12583039,
  // −ln 2, and in two parts, of which the first times any exponent is exact (Cody and Waite).
  -0.693147180, -0.693359375, 2.12194440e-4,
  // (e^r − 1 − r)/r² on |r| ≤ ln 2 / 2, a minimax polynomial whose error in e^r − 1 is 1.4e-8 of it.
  0.49999997, 0.16666543, 0.0416672, 0.0083665466, 0.0013882522,
  0.5, 1, 2,
  // Beyond these ends e^x is infinite or 0 in float32, and tanh (of half of 20) is 1; below the last, e^x is not normal.
  89, 20, -104, -87,
  // log m for m in [√½, √2), the polynomial of Cephes.
  0.5, 3.3333331174e-1, -2.4999993993e-1, 2.0000714765e-1, -1.6668057665e-1, 1.4249322787e-1, -1.2420140846e-1, 1.1676998740e-1,
  -1.151461031e-1, 7.0376836292e-2,
  // The smallest normal number, and the power of two by which smaller ones are brought among the normal ones.
  1.17549435e-38, 8388608, 23,
  Infinity, -Infinity, NaN,
  // The least probability whose logarithm a binary cross-entropy takes.
  1e-12,
]);

/** One of them in all four lanes. */
@inline
export function constant(place: Constant): v128 {
  return v128.load_splat<f32>(numbers + <usize>place * 4);
}
