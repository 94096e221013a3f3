/** A typed number: a decimal point or comma, an exponent; NaN where the text is none. */
export function parseNumber(text: string): number {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
}

/** Numbers apart by commas, semicolons, spaces or ×; null where one of them is none. A comma here is never a decimal mark. */
export function parseNumbers(text: string): number[] | null {
  const numbers = text
    .split(/[\s,;×x]+/)
    .filter((part) => part !== '')
    .map(parseNumber);
  return numbers.some(Number.isNaN) ? null : numbers;
}

/** A number as it is written back into a field: exact, and short for very small and large ones. */
export function numberText(value: unknown): string {
  if (typeof value !== 'number' || Number.isNaN(value)) return '';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential().replace('e+', 'e');
  return String(value);
}
