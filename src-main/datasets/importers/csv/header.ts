import { parseNumber, type DecimalMark } from './parseNumber.ts';

/**
 * Whether the first record names the columns. Where columns of numbers follow, it does if it has texts over at least half of them;
 * where only texts follow, it does unless one of its texts occurs again below.
 */
export function isHeader(records: readonly (readonly string[])[], decimal: DecimalMark, missing: ReadonlySet<string>): boolean {
  const [first, ...rest] = records;
  if (!first || rest.length === 0) return false;
  const isMissing = (cell: string) => missing.has(cell.toLowerCase());
  const isNumber = (cell: string) => !Number.isNaN(parseNumber(cell, decimal));
  const columns = first.map((_, index) => rest.map((record) => record[index] ?? '').filter((cell) => !isMissing(cell)));
  const numeric = [...columns.keys()].filter((index) => columns[index]!.length > 0 && columns[index]!.every(isNumber));
  if (numeric.length === 0) return first.every((name, index) => !isNumber(name) && !columns[index]!.includes(name));
  const texts = numeric.filter((index) => first[index] !== '' && !isMissing(first[index]!) && !isNumber(first[index]!)).length;
  const present = numeric.filter((index) => !isMissing(first[index]!)).length;
  return texts > 0 && texts * 2 >= present;
}

/** Names of columns from a header; without one, or where it is blank, `column 1`…; names met before get a number. */
export function columnNames(header: readonly string[] | null, count: number): string[] {
  const used = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const base = header?.[index]?.trim().slice(0, 200) || `column ${index + 1}`;
    let name = base;
    for (let number = 2; used.has(name); number++) name = `${base} (${number})`;
    used.add(name);
    return name;
  });
}
