import type { Random } from '../random/random.ts';
import type { Dimension, RangeDimension, SettingValue } from './searchSpace.ts';

/** The values a grid takes of a dimension: a list as it is, a range in equal steps on its scale, both ends included. */
export function gridValues(dimension: Dimension): readonly SettingValue[] {
  if (dimension.kind === 'list') return dimension.values;
  const values = Array.from({ length: dimension.steps }, (_, step) => valueAt(dimension, step / (dimension.steps - 1)));
  return [...new Set(values)];
}

/** A value drawn from a dimension: each of a list equally likely, a range uniform on its scale. */
export function drawValue(dimension: Dimension, random: Random): SettingValue {
  if (dimension.kind === 'list') return dimension.values[random.integer(dimension.values.length)]!;
  if (dimension.integer && dimension.scale === 'linear') return dimension.from + random.integer(dimension.to - dimension.from + 1);
  return valueAt(dimension, random.uniform());
}

function valueAt({ from, to, scale, integer }: RangeDimension, share: number): number {
  const value = scale === 'linear' ? from + share * (to - from) : from * (to / from) ** share;
  // The ends are given back exactly, not as their rounded logarithms.
  const exact = share === 0 ? from : share === 1 ? to : value;
  return integer ? Math.round(exact) : exact;
}
