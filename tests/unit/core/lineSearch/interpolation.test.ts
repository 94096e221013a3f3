import { describe, expect, it } from 'vitest';
import { clampToInterval, cubicMinimiser, quadraticMinimiser } from '../../../../src-core/lineSearch/interpolation.ts';

const at = (step: number, phi: (a: number) => number, slope: (a: number) => number) => ({ step, value: phi(step), slope: slope(step) });

describe('cubicMinimiser', () => {
  // φ = a³ − 3a has its minimum at 1 and its maximum at −1.
  const phi = (a: number) => a ** 3 - 3 * a;
  const slope = (a: number) => 3 * a * a - 3;

  it.each([
    [0, 2],
    [2, 0],
    [-0.5, 0.2],
    [1.5, 4],
  ])('is exact on a cubic from %d and %d', (from, to) => {
    expect(cubicMinimiser(at(from, phi, slope), at(to, phi, slope))).toBeCloseTo(1, 12);
  });

  it('is exact on a parabola', () => {
    const parabola = (a: number) => 5 * (a - 2) ** 2;
    const rise = (a: number) => 10 * (a - 2);
    expect(cubicMinimiser(at(0, parabola, rise), at(1, parabola, rise))).toBeCloseTo(2, 12);
    expect(cubicMinimiser(at(0, parabola, rise), at(7, parabola, rise))).toBeCloseTo(2, 12);
  });

  it('is NaN where the cubic has no minimum', () => {
    expect(
      cubicMinimiser(
        at(
          0,
          (a) => -a - a ** 3,
          (a) => -1 - 3 * a * a,
        ),
        at(
          1,
          (a) => -a - a ** 3,
          (a) => -1 - 3 * a * a,
        ),
      ),
    ).toBeNaN();
  });
});

describe('quadraticMinimiser', () => {
  it('is exact on a parabola', () => {
    expect(quadraticMinimiser({ step: 0, value: 9, slope: -6 }, 10, 49)).toBeCloseTo(3, 12);
  });
});

describe('clampToInterval', () => {
  it('keeps what lies inside, moves what lies outside, and halves where there is nothing to go by', () => {
    expect(clampToInterval(2, 1, 3)).toBe(2);
    expect(clampToInterval(0, 1, 3)).toBe(1);
    expect(clampToInterval(Infinity, 1, 3)).toBe(3);
    expect(clampToInterval(NaN, 1, 3)).toBe(2);
  });
});
