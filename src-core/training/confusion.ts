/** Counts `[actual class][answered class]` of answers to rows; rows without a known class are left out. */
export function countConfusion(answers: Int32Array, rows: Uint32Array, labels: Int32Array, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  rows.forEach((row, index) => {
    const label = labels[row]!;
    if (label >= 0) counts[label]![answers[index]!]!++;
  });
  return counts;
}

/** Share of the counts on the diagonal; null without any. */
export function shareOnDiagonal(counts: readonly (readonly number[])[]): number | null {
  const total = counts.reduce((sum, row) => sum + row.reduce((rowSum, count) => rowSum + count, 0), 0);
  const right = counts.reduce((sum, row, index) => sum + row[index]!, 0);
  return total === 0 ? null : right / total;
}
