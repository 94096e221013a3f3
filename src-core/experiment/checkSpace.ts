import { WorkbenchError } from '../errors.ts';
import type { Dimension, RangeDimension } from './searchSpace.ts';

/**
 * Refuses a search space that no strategy could follow; whether paths and values fit the settings shows when they are applied.
 * @throws experiment/duplicate-path, experiment/bad-range
 */
export function checkSpace(space: readonly Dimension[]): void {
  const seen = new Set<string>();
  for (const dimension of space) {
    const { path } = dimension;
    if (seen.has(path)) {
      throw new WorkbenchError('experiment/duplicate-path', `"${path}" is varied twice. Put all its values into one dimension.`, { path });
    }
    seen.add(path);
    if (dimension.kind === 'range') checkRange(dimension);
  }
}

function checkRange(range: RangeDimension): void {
  const { path, from, to } = range;
  const fault = rangeFault(range);
  if (fault) throw new WorkbenchError('experiment/bad-range', `The range of "${path}" ${fault}.`, { path, from, to });
}

function rangeFault({ from, to, scale, integer }: RangeDimension): string | null {
  if (!(from < to)) return `must rise, but goes from ${from} to ${to}`;
  if (scale === 'logarithmic' && from <= 0) return `is logarithmic and must start above 0, but starts at ${from}`;
  if (integer && !(Number.isSafeInteger(from) && Number.isSafeInteger(to))) return `is of whole numbers, but goes from ${from} to ${to}`;
  return null;
}
