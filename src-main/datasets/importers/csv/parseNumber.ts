export type DecimalMark = '.' | ',';

const patterns: Readonly<Record<DecimalMark, RegExp>> = {
  '.': /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i,
  ',': /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i,
};

/** The number a text stands for, wholly and finitely; NaN for any other text. */
export function parseNumber(text: string, decimal: DecimalMark): number {
  if (!patterns[decimal].test(text)) return NaN;
  const number = Number(decimal === ',' ? text.replace(',', '.') : text);
  return Number.isFinite(number) ? number : NaN;
}
