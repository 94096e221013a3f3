/** The selection after a row was picked: it alone, it added or taken away, or all rows from the last one picked to it. */
export function selectTrials(
  selected: ReadonlySet<number>,
  rows: readonly number[],
  anchor: number | null,
  row: number,
  how: 'only' | 'add' | 'extend',
): ReadonlySet<number> {
  if (how === 'extend' && anchor !== null) {
    const ends = [rows.indexOf(anchor), rows.indexOf(row)].sort((a, b) => a - b) as [number, number];
    if (ends[0] >= 0) return new Set(rows.slice(ends[0], ends[1] + 1));
  }
  if (how === 'only') return selected.size === 1 && selected.has(row) ? new Set() : new Set([row]);
  const next = new Set(selected);
  if (!next.delete(row)) next.add(row);
  return next;
}
