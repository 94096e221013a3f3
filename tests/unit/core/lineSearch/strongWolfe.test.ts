import { describe, expect, it } from 'vitest';
import { strongWolfe } from '../../../../src-core/lineSearch/strongWolfe.ts';
import { assertStrongWolfe, countedLine } from '../../../support/assertWolfe.ts';
import { wolfeLines } from './wolfeLines.ts';

describe('strongWolfe', () => {
  for (const [name, make] of Object.entries(wolfeLines)) {
    for (const firstStep of [1e-3, 0.1, 1, 10, 1000]) {
      for (const curvature of [0.1, 0.9]) {
        it(`satisfies both conditions on the ${name} from ${firstStep} with c₂ = ${curvature}`, () => {
          const line = make();
          const found = strongWolfe(line, line.start, firstStep, curvature);
          const { values, slopes } = line.counts;
          expect(slopes).toBe(values);
          expect(values).toBeLessThanOrEqual(20);
          assertStrongWolfe(line.start, line.valueAndSlope(found!.step), curvature);
          expect(found!.value).toBe(line.value(found!.step));
        });
      }
    }
  }

  it('takes one evaluation where the first step will do', () => {
    const line = wolfeLines['parabola']!();
    expect(strongWolfe(line, line.start, 3, 0.1)).toMatchObject({ step: 3 });
    expect(line.counts.values).toBe(1);
  });

  it.each([0.5, 20])('finds the minimum of a parabola by one interpolation from %d', (firstStep) => {
    const line = wolfeLines['parabola']!();
    expect(strongWolfe(line, line.start, firstStep, 1e-9)!.step).toBeCloseTo(3, 12);
    expect(line.counts.values).toBe(2);
  });

  it('settles for a decrease where φ falls for ever', () => {
    const line = countedLine(
      (a) => -a,
      () => -1,
    );
    expect(strongWolfe(line, line.start, 1, 0.1)!.value).toBeLessThan(-1);
    expect(line.counts.values).toBeLessThanOrEqual(40);
  });

  it('answers null where no step lowers φ', () => {
    // The slope lies: it promises a decrease that the values do not have.
    const line = countedLine(
      (a) => a,
      () => -1,
    );
    expect(strongWolfe(line, line.start, 1, 0.1)).toBeNull();
    expect(line.counts.values).toBeLessThanOrEqual(40);
  });
});
