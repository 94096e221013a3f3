import { parseNumber } from './parseNumber.ts';

/** scikit-learn's first line, `150,4,setosa,versicolor,virginica`: rows, features, names of the classes 0, 1, 2… */
export interface CountLine {
  readonly rows: number;
  readonly features: number;
  readonly classNames: readonly string[];
}

/**
 * Whether a line counts what follows: two whole numbers, then names; the second number is that of the columns but one, and the last
 * column holds the numbers of those names. A table hardly has such a first row by chance.
 */
export function findCountLine(line: readonly string[], rest: readonly (readonly string[])[]): CountLine | null {
  const [rows = NaN, features = NaN] = line.slice(0, 2).map((cell) => (/^\d+$/.test(cell) ? Number(cell) : NaN));
  const classNames = line.slice(2);
  const width = rest[0]?.length ?? 0;
  if (Number.isNaN(rows) || features + 1 !== width) return null;
  if (classNames.length < 2 || classNames.some((name) => name === '' || !Number.isNaN(parseNumber(name, '.')))) return null;
  const isClass = (cell: string | undefined) => /^\d+$/.test(cell ?? '') && Number(cell) < classNames.length;
  return rest.every((record) => record.length === width && isClass(record[width - 1])) ? { rows, features, classNames } : null;
}
