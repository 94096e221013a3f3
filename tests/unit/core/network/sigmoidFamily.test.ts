import { describe, expect, it } from 'vitest';
import { closedSigmoid, generalSigmoid } from '../../../../src-core/network/updates/sigmoidFamily.ts';

const points = [-700, -40, -12, -3, -1.6, -1.2, -0.9, -0.3, -1e-9, 0, 1e-9, 0.01, 0.4, 0.99, 1.5, 2.5, 8, 30, 1e6];

describe('the sigmoid family σ′ = ½ (4σ(1 − σ))^a', () => {
  it.each([
    [1.5, (y: number) => (1 + y / Math.sqrt(1 + y * y)) / 2],
    [1, (y: number) => 1 / (1 + Math.exp(-2 * y))],
    [0.5, (y: number) => (1 + Math.sin(Math.min(Math.max(y, -Math.PI / 2), Math.PI / 2))) / 2],
    [0, (y: number) => Math.min(Math.max((1 + y) / 2, 0), 1)],
  ])('has its closed form at a = %d, and the general form agrees with it', (exponent, expected) => {
    const [closed, general] = [closedSigmoid(exponent)!, generalSigmoid(exponent)];
    for (const y of points) {
      expect(closed(y)).toBeCloseTo(expected(y), 15);
      expect(Math.abs(general(y) - closed(y)), `y = ${y}`).toBeLessThan(4e-15);
      // Values near 0 keep their digits too, down to where they are within rounding of the end of their range.
      if (closed(y) > 1e-300 && exponent >= 1) expect(Math.abs(general(y) / closed(y) - 1), `y = ${y}`).toBeLessThan(1e-12);
    }
    expect(closed(0)).toBe(0.5);
  });

  it.each([0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1.01, 1.25, 1.5, 2, 3])('solves its equation at a = %d', (exponent) => {
    const sigma = generalSigmoid(exponent);
    expect(closedSigmoid(0.7)).toBeNull();
    expect(sigma(0)).toBe(0.5);
    const h = 1e-3;
    for (let y = -1; y <= 1; y += 0.05) {
      const slope = (8 * (sigma(y + h) - sigma(y - h)) - (sigma(y + 2 * h) - sigma(y - 2 * h))) / (12 * h);
      const value = sigma(y);
      expect(slope).toBeCloseTo(0.5 * (4 * value * (1 - value)) ** exponent, 9);
      expect(sigma(-y)).toBeCloseTo(1 - value, 14);
    }
  });

  it('reaches its ends below a = 1 at ±B(½, 1 − a)/2, and never above', () => {
    // a = 0.75: B(½, ¼)/2 = Γ(½) Γ(¼) / (2 Γ(¾)) = 1.7724538509 · 3.6256099082 / (2 · 1.2254167024)
    const end = (1.772453850905516 * 3.625609908221908) / (2 * 1.2254167024651776);
    const sigma = generalSigmoid(0.75);
    expect(sigma(end * 1.000001)).toBe(1);
    expect(sigma(-end * 1.000001)).toBe(0);
    // Near the end 1 − σ ~ ((end − y)/2)⁴ · 4^3 / 4 to leading order; it is still inside at 0.99 of the way.
    expect(sigma(0.99 * end)).toBeLessThan(1);
    expect(sigma(-0.99 * end)).toBeGreaterThan(0);
    expect(generalSigmoid(1.2)(-1e4)).toBeGreaterThan(0);
  });
});
