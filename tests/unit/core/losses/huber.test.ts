import { describe, expect, it } from 'vitest';
import { evaluate, sampleLoss } from './evaluate.ts';

describe('Huber', () => {
  it('is half the square up to δ and a line beyond, worked by hand', () => {
    // δ = 2, differences (1, −2, 5): ½ + 2 + 2(5 − 1) = 10.5.
    const found = evaluate(sampleLoss({ type: 'huber', delta: 2 }), [1, -2, 5], [0, 0, 0]);
    expect(found).toEqual({ value: 10.5, gradient: [1, -2, 2] });
  });

  it('is the p-norm with p = 2 for a δ beyond all differences', () => {
    expect(evaluate(sampleLoss({ type: 'huber', delta: 100 }), [4, -1, 2], [1, 1, 2])).toEqual(
      evaluate(sampleLoss({ type: 'pNorm' }), [4, -1, 2], [1, 1, 2]),
    );
  });
});
