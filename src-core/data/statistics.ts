import type { Column, ColumnValues, Table } from './dataset.ts';
import { formatNumber } from './scaling.ts';
import { isTexts } from './tableFromColumns.ts';
import { countValues, type ValueCounts } from './valueCounts.ts';

/** Statistics of one column, over the values that are there. */
export interface ColumnStatistics {
  readonly column: string;
  readonly count: number;
  readonly missing: number;
  readonly unique: number;
  /** Null unless numeric; the deviation is divided by n. */
  readonly numeric: {
    readonly minimum: number;
    readonly maximum: number;
    readonly mean: number;
    readonly deviation: number;
    readonly median: number;
  } | null;
  /** Bars of a histogram, or the most frequent categories. */
  readonly histogram: readonly { readonly label: string; readonly count: number }[];
}

const maximumBars = 20;

/** Statistics of every column of a table; a block counts each of its values. */
export function columnStatistics(table: Table): ColumnStatistics[] {
  return table.dataset.columns.map((column, index) => statisticsOf(column, table.values[index]!));
}

function statisticsOf(column: Column, values: ColumnValues): ColumnStatistics {
  if (isTexts(values)) return textStatistics(column, values);
  return column.kind === 'categorical' ? categoryStatistics(column, values) : numericStatistics(column, countValues(values, column.scale));
}

function numericStatistics(column: Column, { values, counts }: ValueCounts): ColumnStatistics {
  const count = counts.reduce((sum, each) => sum + each, 0);
  const about = { column: column.name, count, missing: column.missing, unique: values.length };
  if (count === 0) return { ...about, numeric: null, histogram: [] };
  const mean = values.reduce((sum, value, index) => sum + value * counts[index]!, 0) / count;
  const variance = values.reduce((sum, value, index) => sum + (value - mean) ** 2 * counts[index]!, 0) / count;
  const numeric = {
    minimum: values[0]!,
    maximum: values[values.length - 1]!,
    mean,
    deviation: Math.sqrt(variance),
    median: median({ values, counts }, count),
  };
  return { ...about, numeric, histogram: histogramOf({ values, counts }) };
}

function median({ values, counts }: ValueCounts, count: number): number {
  const valueAt = (rank: number) => {
    let seen = 0;
    const index = counts.findIndex((each) => (seen += each) > rank);
    return values[index]!;
  };
  return (valueAt(Math.floor((count - 1) / 2)) + valueAt(Math.floor(count / 2))) / 2;
}

/** A bar for each value where there are few, else bars of equal width; the last one includes its upper end. */
function histogramOf({ values, counts }: ValueCounts): { label: string; count: number }[] {
  if (values.length <= maximumBars) return Array.from(values, (value, index) => ({ label: formatNumber(value), count: counts[index]! }));
  const minimum = values[0]!;
  const width = (values[values.length - 1]! - minimum) / maximumBars;
  const bars = new Array<number>(maximumBars).fill(0);
  values.forEach((value, index) => {
    bars[Math.min(maximumBars - 1, Math.floor((value - minimum) / width))]! += counts[index]!;
  });
  return bars.map((count, bar) => ({
    label: `${formatNumber(minimum + bar * width)} … ${formatNumber(minimum + (bar + 1) * width)}`,
    count,
  }));
}

function categoryStatistics(column: Column, values: Exclude<ColumnValues, readonly string[]>): ColumnStatistics {
  const counts = new Array<number>(column.categories?.length ?? 0).fill(0);
  for (const category of values) if (category >= 0) counts[category]!++;
  const present = counts.map((count, category) => ({ label: column.categories?.[category] ?? '', count })).filter(({ count }) => count > 0);
  // Few categories keep their order, as classes on an axis do.
  const bars = present.length > maximumBars ? mostFrequent(present) : present;
  return {
    column: column.name,
    count: values.length - column.missing,
    missing: column.missing,
    unique: present.length,
    numeric: null,
    histogram: bars,
  };
}

function textStatistics(column: Column, texts: readonly string[]): ColumnStatistics {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  const bars = mostFrequent([...counts].map(([label, count]) => ({ label, count })));
  return {
    column: column.name,
    count: texts.length - column.missing,
    missing: column.missing,
    unique: counts.size,
    numeric: null,
    histogram: bars,
  };
}

function mostFrequent(bars: readonly { label: string; count: number }[]): { label: string; count: number }[] {
  return [...bars].sort((first, second) => second.count - first.count).slice(0, maximumBars);
}
