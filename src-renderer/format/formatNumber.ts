const grouped = new Intl.NumberFormat('en-GB');

/** A whole number with groups of thousands: "10,000". */
export function formatCount(count: number): string {
  // Most counts are small, and tables show thousands of them.
  return Number.isInteger(count) && Math.abs(count) < 1000 ? String(count) : grouped.format(count);
}

/** "1 row", "150 rows". */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** A measured value with the digits that matter: "0.0123", "5.843", "1.2e-7"; "–" where there is none. */
export function formatNumber(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return formatCount(value).replace('-', '−');
  const size = Math.abs(value);
  const text =
    size < 1e-3 || size >= 1e7
      ? value.toExponential(digits - 1)
      : String(Number(value.toPrecision(Math.max(digits, String(Math.trunc(size)).length))));
  return text
    .replace(/\.?0+(?=e)/, '')
    .replace('e+', 'e')
    .replaceAll('-', '−');
}

/** A large rate in few characters: "940", "12.4k", "3.1M". */
export function formatRate(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)}M`;
  if (value >= 1e4) return `${(value / 1e3).toFixed(1)}k`;
  return formatCount(Math.round(value));
}

/** "812 B", "1.4 MB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
}
