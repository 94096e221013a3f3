import { countedLine, type CountedLine } from '../../../support/assertWolfe.ts';

/** Lines that line searches must cope with, by name. */
export const wolfeLines: Record<string, () => CountedLine> = {
  parabola: () =>
    countedLine(
      (a) => (a - 3) ** 2,
      (a) => 2 * (a - 3),
    ),
  'narrow parabola': () =>
    countedLine(
      (a) => 1e6 * (a - 1e-3) ** 2,
      (a) => 2e6 * (a - 1e-3),
    ),
  quartic: () =>
    countedLine(
      (a) => (a - 2) ** 4,
      (a) => 4 * (a - 2) ** 3,
    ),
  // Moré & Thuente (1994), functions 5.1 and 5.2.
  'bounded hollow': () =>
    countedLine(
      (a) => -a / (a * a + 2),
      (a) => (a * a - 2) / (a * a + 2) ** 2,
    ),
  'flat start': () =>
    countedLine(
      (a) => (a + 0.004) ** 5 - 2 * (a + 0.004) ** 4,
      (a) => 5 * (a + 0.004) ** 4 - 8 * (a + 0.004) ** 3,
    ),
  'wall that is not finite': () =>
    countedLine(
      (a) => (a < 1 ? -Math.log(1 - a) - 2 * a : NaN),
      (a) => (a < 1 ? 1 / (1 - a) - 2 : NaN),
    ),
};
