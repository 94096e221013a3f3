import { formatNumber } from '../../format/formatNumber.ts';

/** Round values from `from` to `to`, about `wanted` of them: steps of 1, 2 or 5 times a power of ten. */
export function linearTicks(from: number, to: number, wanted: number): number[] {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span)) return [from];
  const rough = span / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999) ?? 10 * power;
  const ticks: number[] = [];
  for (let index = Math.ceil(from / step - 1e-9); index * step <= to + step * 1e-9; index++)
    ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
}

/** Powers of ten within the range; where there are few, 1, 2 and 5 times these; within less than a decade, as on a linear axis. */
export function logarithmicTicks(from: number, to: number): number[] {
  const powers = span(Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))).map((exponent) => 10 ** exponent);
  const inside = (value: number): boolean => value >= from * 0.999 && value <= to * 1.001;
  const tens = powers.filter(inside);
  if (tens.length >= 3) return tens;
  const more = powers.flatMap((power) => [power, 2 * power, 5 * power]).filter(inside);
  return more.length >= 3 ? more : linearTicks(from, to, 5);
}

export function tickText(value: number): string {
  return formatNumber(value, 4);
}

function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
