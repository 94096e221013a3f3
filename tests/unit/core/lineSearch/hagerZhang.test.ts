import { describe, expect, it } from 'vitest';
import { satisfiesApproximateDecrease, satisfiesArmijo, satisfiesCurvature } from '../../../../src-core/lineSearch/conditions.ts';
import { hagerZhang } from '../../../../src-core/lineSearch/hagerZhang.ts';
import { countedLine } from '../../../support/assertWolfe.ts';
import { wolfeLines } from './wolfeLines.ts';

describe('hagerZhang', () => {
  for (const [name, make] of Object.entries(wolfeLines)) {
    for (const firstStep of [1e-3, 0.1, 1, 10, 1000]) {
      for (const curvature of [0.1, 0.9]) {
        it(`satisfies the Wolfe conditions, or the approximate ones, on the ${name} from ${firstStep} with σ = ${curvature}`, () => {
          const line = make();
          const found = hagerZhang(line, line.start, firstStep, curvature)!;
          expect(line.counts.slopes).toBe(line.counts.values);
          expect(line.counts.values).toBeLessThanOrEqual(30);
          const end = line.valueAndSlope(found.step);
          expect(found.value).toBe(end.value);
          expect(satisfiesArmijo(line.start, end.step, end.value, 0.1) || satisfiesApproximateDecrease(line.start, end, 0.1, 1e-6)).toBe(
            true,
          );
          expect(satisfiesCurvature(line.start, end.slope, curvature)).toBe(true);
        });
      }
    }
  }

  it('goes on by slopes where the values have no digits left', () => {
    // Beside 1e8, a parabola of depth 1e-10 cannot be seen in double precision.
    const line = countedLine(
      (a) => 1e8 + 1e-10 * (a - 1) ** 2,
      (a) => 2e-10 * (a - 1),
    );
    expect(line.valueAndSlope(1).value).toBe(line.start.value);
    const found = hagerZhang(line, line.start, 0.01, 0.1)!;
    // The approximate conditions keep φ' between σφ'(0) and (2δ − 1)φ'(0).
    expect(found.step).toBeGreaterThanOrEqual(0.9);
    expect(found.step).toBeLessThanOrEqual(1.8);
  });

  it('takes one evaluation where the first step will do', () => {
    const line = wolfeLines['parabola']!();
    expect(hagerZhang(line, line.start, 3, 0.1)).toMatchObject({ step: 3 });
    expect(line.counts.values).toBe(1);
  });

  it('settles for a decrease where φ falls for ever, and answers null where nothing lowers it', () => {
    const falling = countedLine(
      (a) => -a,
      () => -1,
    );
    expect(hagerZhang(falling, falling.start, 1, 0.1)!.value).toBeLessThan(-1);
    const lying = countedLine(
      (a) => a,
      () => -1,
    );
    expect(hagerZhang(lying, lying.start, 1, 0.1)).toBeNull();
    for (const line of [falling, lying]) expect(line.counts.values).toBeLessThanOrEqual(50);
  });
});
