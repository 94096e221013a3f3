import type { Dimension, SettingValue } from '../../../src-core/experiment/searchSpace.ts';
import type { Field } from '../../../src-core/schemaFields.ts';

export type Variation = 'fixed' | 'list' | 'range';

export function dimensionAt(space: readonly Dimension[], path: string): Dimension | null {
  return space.find((dimension) => dimension.path === path) ?? null;
}

/** The space with this dimension in the place of the one of its path, or at the end. */
export function withDimension(space: readonly Dimension[], dimension: Dimension): Dimension[] {
  const isKnown = space.some(({ path }) => path === dimension.path);
  return isKnown ? space.map((other) => (other.path === dimension.path ? dimension : other)) : [...space, dimension];
}

export function withoutDimension(space: readonly Dimension[], path: string): Dimension[] {
  return space.filter((dimension) => dimension.path !== path);
}

/** The space without what is inside a setting: `optimizer` takes `optimizer.learningRate` away, but for the keys that are kept. */
export function withoutInner(space: readonly Dimension[], path: string, kept: readonly string[] = []): Dimension[] {
  return space.filter((dimension) => !dimension.path.startsWith(`${path}.`) || kept.includes(dimension.path.slice(path.length + 1)));
}

/** Ways in which a field can be varied. */
export function variationsOf({ control }: Field): readonly Variation[] {
  switch (control.kind) {
    case 'number':
      return ['fixed', 'list', 'range'];
    case 'options':
    case 'switch':
      return ['fixed', 'list'];
    default:
      return ['fixed'];
  }
}

/** A dimension to begin with where a person first varies a setting of this value. */
export function suggestDimension(path: string, field: Field, value: unknown, variation: 'list' | 'range'): Dimension {
  const { control } = field;
  if (control.kind === 'options') return { path, kind: 'list', values: [...control.options] };
  if (control.kind === 'switch') return { path, kind: 'list', values: [false, true] };
  const number = typeof value === 'number' && Number.isFinite(value) ? value : 10;
  const ends = suggestEnds(field, number);
  if (variation === 'list') return { path, kind: 'list', values: [...new Set<SettingValue>([ends.from, number, ends.to])] };
  const scale = ends.from > 0 && ends.to / ends.from >= 10 ? 'logarithmic' : 'linear';
  return { path, kind: 'range', ...ends, scale, steps: 5, integer: control.kind === 'number' && control.integer };
}

/** A tenth to ten times a small fraction, half to twice anything else, within what the field allows. */
function suggestEnds({ control }: Field, value: number): { from: number; to: number } {
  const factor = Math.abs(value) < 0.5 ? 10 : 2;
  let from = value > 0 ? value / factor : 0;
  let to = value > 0 ? value * factor : 1;
  if (control.kind === 'number') {
    const { minimum, maximum, integer } = control;
    if (integer) [from, to] = [Math.floor(from), Math.ceil(to)];
    // Just inside an end that is not allowed itself: half-way between it and the value.
    if (minimum && from <= minimum.value) from = minimum.exclusive ? (value + minimum.value) / 2 : minimum.value;
    if (maximum && to >= maximum.value) to = maximum.exclusive ? (value + maximum.value) / 2 : maximum.value;
  }
  return { from: tidy(from), to: tidy(to > from ? to : from + 1) };
}

function tidy(value: number): number {
  return Number(value.toPrecision(6));
}
