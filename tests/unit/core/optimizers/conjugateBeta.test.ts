import { describe, expect, it } from 'vitest';
import { conjugateBetas, type ConjugateBetaName } from '../../../../src-core/optimizers/conjugateBeta.ts';

type Vector = readonly [number, number];
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1];

function betas(p: Vector, rOld: Vector, rNew: Vector): Record<ConjugateBetaName, number> {
  const products = {
    newNew: dot(rNew, rNew),
    newOld: dot(rNew, rOld),
    oldOld: dot(rOld, rOld),
    directionNew: dot(p, rNew),
    directionOld: dot(p, rOld),
  };
  return Object.fromEntries(Object.entries(conjugateBetas).map(([name, beta]) => [name, beta(products)])) as Record<
    ConjugateBetaName,
    number
  >;
}

describe('conjugateBetas, worked by hand', () => {
  it('step 1: p₀ = r₀ = (3, 4), r₁ = (1, −2)', () => {
    // r₁² = 5, r₀² = 25, r₁·r₀ = −5, p₀·r₁ = −5, p₀·r₀ = 25
    const { fletcherReeves, polakRibiere, hestenesStiefel, daiYuan, hagerZhang } = betas([3, 4], [3, 4], [1, -2]);
    expect(fletcherReeves).toBeCloseTo(5 / 25, 15);
    expect(polakRibiere).toBeCloseTo((5 + 5) / 25, 15);
    expect(hestenesStiefel).toBeCloseTo(-(5 + 5) / (-5 - 25), 15);
    expect(daiYuan).toBeCloseTo(-5 / (-5 - 25), 15);
    // y = r₀ − r₁ = (2, 6), |y|² = 40, p·y = 30: y − 2p|y|²/(p·y) = (2, 6) − (8/3)(3, 4) = (−6, −14/3), its product with r₁ is 10/3
    expect(hagerZhang).toBeCloseTo(-10 / 3 / 30, 15);
  });

  it('step 2, after β₀ = 1/5: p₁ = (1, −2) + (3, 4)/5 = (8/5, −6/5), r₂ = (2, 1)', () => {
    // r₂² = 5, r₁² = 5, r₂·r₁ = 0, p₁·r₂ = 2, p₁·r₁ = 4
    const { fletcherReeves, polakRibiere, hestenesStiefel, daiYuan, hagerZhang } = betas([1.6, -1.2], [1, -2], [2, 1]);
    expect(fletcherReeves).toBeCloseTo(1, 15);
    expect(polakRibiere).toBeCloseTo(1, 15);
    expect(hestenesStiefel).toBeCloseTo(2.5, 14);
    expect(daiYuan).toBeCloseTo(2.5, 14);
    // y = (−1, −3), |y|² = 10, p·y = 2: y − 10p = (−17, 9), its product with r₂ is −25
    expect(hagerZhang).toBeCloseTo(12.5, 13);
  });

  it('cuts the negative ones at 0 where a + asks for it', () => {
    // r₁ = (2, 1), r₀ = p₀ = (3, 4): r₁² − r₁·r₀ = 5 − 10 < 0
    const found = betas([3, 4], [3, 4], [2, 1]);
    expect(found.polakRibiere).toBeCloseTo(-0.2, 15);
    expect(found.polakRibierePlus).toBe(0);
    expect(found.hestenesStiefel).toBeCloseTo(-1 / 3, 15);
    expect(found.hestenesStiefelPlus).toBe(0);
  });

  it('all agree where the step before was exact: r₁ ⊥ r₀ = p₀', () => {
    // f = ½(x² + 2y²) from (1, 1): r₀ = (−1, −2), α₀ = 5/9, r₁ = (−4/9, 2/9), β = (20/81)/5
    for (const beta of Object.values(betas([-1, -2], [-1, -2], [-4 / 9, 2 / 9]))) expect(beta).toBeCloseTo(4 / 81, 15);
  });
});
