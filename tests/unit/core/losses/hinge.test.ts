import { describe, expect, it } from 'vitest';
import { evaluate, sampleLoss } from './evaluate.ts';

describe('hinge', () => {
  it('is what is missing to the margin, worked by hand', () => {
    // Margins s x of (½, −2, 3): ½ + 3 + 0.
    const found = evaluate(sampleLoss({ type: 'hinge' }), [0.5, 2, -3], [1, -1, -1]);
    expect(found).toEqual({ value: 3.5, gradient: [-1, 1, 0] });
  });

  it('takes one-hot classes for −1 and 1, and costs nothing at the margin itself', () => {
    const loss = sampleLoss({ type: 'hinge', margin: 2 });
    expect(evaluate(loss, [1, 0, 5], [0, 0, 1])).toEqual(evaluate(loss, [1, 0, 5], [-1, -1, 1]));
    expect(evaluate(loss, [2, -2], [1, 0])).toEqual({ value: 0, gradient: [0, 0] });
  });

  it('does not take a NaN for a margin that is kept', () => {
    expect(sampleLoss({ type: 'hinge' })(Float64Array.of(NaN, 1), 0, 1, null, 1)).toBeNaN();
  });
});
