import { describe, expect, it } from 'vitest';
import { finishBySecant } from '../../../../src-core/lineSearch/secantFinish.ts';
import { strongWolfe } from '../../../../src-core/lineSearch/strongWolfe.ts';
import type { LineSearch } from '../../../../src-core/lineSearch/lineFunction.ts';
import { backtracking } from '../../../../src-core/lineSearch/backtracking.ts';
import { assertStrongWolfe, countedLine } from '../../../support/assertWolfe.ts';
import { wolfeLines } from './wolfeLines.ts';

const loose: LineSearch = (line, start, firstStep) => strongWolfe(line, start, firstStep, 0.5);

describe('finishBySecant', () => {
  it('goes to the minimum of a parabola with one evaluation more', () => {
    const line = wolfeLines['parabola']!();
    expect(loose(line, line.start, 2)!.step).toBe(2);
    const finished = wolfeLines['parabola']!();
    expect(finishBySecant(loose)(finished, finished.start, 2)!.step).toBeCloseTo(3, 12);
    expect(finished.counts).toEqual({ values: 2, slopes: 2 });
  });

  it('leaves a minimum found already, and a line that is no parabola, as they are', () => {
    const exact = wolfeLines['parabola']!();
    expect(finishBySecant(loose)(exact, exact.start, 3)!.step).toBe(3);
    expect(exact.counts.values).toBe(1);
    const [plain, finished] = [wolfeLines['quartic']!(), wolfeLines['quartic']!()];
    expect(finishBySecant(loose)(finished, finished.start, 1.5)).toEqual(loose(plain, plain.start, 1.5));
    expect(finished.counts).toEqual(plain.counts);
  });

  it.each(Object.entries(wolfeLines))('keeps the conditions of the search on the %s', (_name, make) => {
    for (const firstStep of [1e-3, 0.1, 1, 10]) {
      const line = make();
      const found = finishBySecant(loose)(line, line.start, firstStep)!;
      assertStrongWolfe(line.start, line.valueAndSlope(found.step), 0.5);
    }
  });

  it('leaves a search by values, and one that found nothing, alone', () => {
    const byValues = wolfeLines['parabola']!();
    expect(finishBySecant(backtracking)(byValues, byValues.start, 2.5)!.step).toBe(2.5);
    expect(byValues.counts.slopes).toBe(0);
    const lying = countedLine(
      (a) => a,
      () => -1,
    );
    expect(finishBySecant(loose)(lying, lying.start, 1)).toBeNull();
  });
});
