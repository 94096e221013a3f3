import { describe, expect, it } from 'vitest';
import { losses } from '../../../../src-core/losses/registry.ts';
import { evaluate, sampleLoss } from './evaluate.ts';

describe('binary cross-entropy', () => {
  it('is −log of the probability given to what was right, worked by hand', () => {
    const found = evaluate(sampleLoss({ type: 'binaryCrossEntropy' }), [0.5, 0.8], [1, 0]);
    expect(found.value).toBeCloseTo(Math.log(2) + Math.log(5), 14);
    expect(found.gradient[0]).toBeCloseTo(-2, 14);
    expect(found.gradient[1]).toBeCloseTo(5, 13);
  });

  it('smooths targets: ε = ½ makes (1, 0) into (¾, ¼)', () => {
    const loss = sampleLoss({ type: 'binaryCrossEntropy', smoothing: 0.5 });
    const found = evaluate(loss, [0.5, 0.25], [1, 0]);
    expect(found.value).toBeCloseTo(Math.log(2) - 0.25 * Math.log(0.25) - 0.75 * Math.log(0.75), 14);
    expect(found.gradient[1]).toBeCloseTo(0, 14);
  });

  it('of the logistic update is the same, taken from z', () => {
    const beta = 1.7;
    const member = losses.get('binaryCrossEntropy');
    for (const smoothing of [0, 0.1]) {
      const [z, target] = [
        [0.3, -1.2, 2, 0],
        [1, 0, 0.25, 1],
      ];
      const x = z.map((value) => 1 / (1 + Math.exp(-beta * value)));
      const direct = evaluate(member.create({ smoothing }), x, target);
      const stable = evaluate(member.createOfLogistic!({ smoothing }, beta), z, target);
      expect(stable.value).toBeCloseTo(direct.value, 13);
      stable.gradient.forEach((slope, index) =>
        expect(slope).toBeCloseTo(beta * x[index]! * (1 - x[index]!) * direct.gradient[index]!, 13),
      );
    }
  });

  it('of the logistic update stays exact where outputs are 0 or 1 to the last bit', () => {
    const loss = losses.get('binaryCrossEntropy').createOfLogistic!({}, 1);
    expect(evaluate(loss, [1000, -1000], [0, 1])).toEqual({ value: 2000, gradient: [1, -1] });
    const right = evaluate(loss, [1000, -1000], [1, 0]);
    expect([right.value, ...right.gradient].map(Math.abs)).toEqual([0, 0, 0]);
    expect(evaluate(loss, [40], [1]).value).toBeCloseTo(Math.exp(-40), 30);
  });

  it('stays finite at outputs of 0 and 1', () => {
    const found = evaluate(sampleLoss({ type: 'binaryCrossEntropy' }), [0, 1, 0, 1], [1, 0, 0, 1]);
    expect([found.value, ...found.gradient].every((value) => Number.isFinite(Math.fround(value)))).toBe(true);
    expect(found.value).toBeCloseTo(2 * 12 * Math.log(10), 3);
  });
});
