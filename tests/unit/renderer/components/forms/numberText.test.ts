import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberText, parseNumber, parseNumbers } from '../../../../../src-renderer/components/forms/numberText.ts';

describe('parseNumber', () => {
  it.each([
    ['1e-3', 0.001],
    [' 0,25 ', 0.25],
    ['−2.5', -2.5],
    ['.5', 0.5],
    ['7.', 7],
  ])('reads %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each(['', '1e', '1 000', 'abc', '1.2.3', 'Infinity', '0x10'])('takes "%s" for no number', (text) => {
    expect(parseNumber(text)).toBeNaN();
  });
});

describe('parseNumbers', () => {
  it('takes commas, spaces, semicolons and crosses for the same', () => {
    for (const text of ['5, 7', '5 7', '5;7', '5×7', '5x7', ' 5 ,7, ']) expect(parseNumbers(text)).toEqual([5, 7]);
  });

  it('is null where one of them is no number', () => {
    expect(parseNumbers('5, seven')).toBeNull();
  });
});

describe('numberText', () => {
  it('is read back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => parseNumber(numberText(value)) === value),
      { seed: 20261123 },
    );
  });

  it('writes very small and large numbers short, and no number as nothing', () => {
    expect([1e-8, 2e12, 0.001, NaN, null].map(numberText)).toEqual(['1e-8', '2e12', '0.001', '', '']);
  });
});
