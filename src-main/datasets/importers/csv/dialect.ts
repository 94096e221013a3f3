import { parse } from 'csv-parse/sync';
import type { CsvOptions } from '../../../contract/importOptions.ts';
import { findCountLine, type CountLine } from './countLine.ts';
import { isHeader } from './header.ts';
import { parseNumber, type DecimalMark } from './parseNumber.ts';
import type { Encoding } from './readText.ts';

/** How a file is written; what the options leave open is guessed from its beginning. */
export interface Dialect {
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly decimal: DecimalMark;
  readonly quote: string;
  /** Lines before the header or the first row. */
  readonly skipLines: number;
  readonly header: boolean;
  /** A line with the numbers of rows and features and the names of the classes, among those skipped. */
  readonly countLine: CountLine | null;
}

type Given = Pick<CsvOptions, 'delimiter' | 'decimal' | 'quote' | 'skipLines' | 'header' | 'missing'>;

/** Delimiters in the order in which they win when files look equally good with them. */
const delimiters = ['\t', ';', ',', '|', ' '] as const;
const recordsLookedAt = 100;
const isComment = (line: string) => /^\s*([#%]|\/\/)/.test(line);

/** Completes the options from the first lines of a file. */
export function guessDialect(head: string, encoding: Encoding, given: Given): Dialect {
  const lines = head.split(/\r\n|\n|\r/);
  const start = Math.max(0, given.skipLines ?? lines.findIndex((line) => !isComment(line) && line.trim() !== ''));
  const delimiter = given.delimiter ?? guessDelimiter(lines.slice(start).join('\n'), given.quote);
  const skipLines = given.skipLines ?? start + titleAndCountLines(lines.slice(start), delimiter, given.quote);
  const records = readSome(lines.slice(skipLines).join('\n'), delimiter, given.quote);
  const decimal = given.decimal ?? guessDecimal(records, delimiter);
  const header = given.header ?? isHeader(records, decimal, new Set(given.missing.map((text) => text.toLowerCase())));
  const before = skipLines > 0 ? readSome(lines[skipLines - 1]!, delimiter, given.quote)[0] : undefined;
  const countLine = before ? findCountLine(before, records.slice(header ? 1 : 0)) : null;
  return { encoding, delimiter, decimal, quote: given.quote, skipLines, header, countLine };
}

/** The delimiter that cuts most rows into the same number (above one) of cells, and most of these cells into clean numbers. */
function guessDelimiter(text: string, quote: string): string {
  const scored = delimiters.map((delimiter) => ({ delimiter, score: scoreRecords(readSome(text, delimiter, quote)) }));
  const best = scored.reduce((winner, candidate) => (candidate.score > winner.score ? candidate : winner));
  return best.score > 0 ? best.delimiter : ',';
}

function scoreRecords(records: readonly (readonly string[])[]): number {
  const width = usualWidth(records);
  if (width < 2) return 0;
  const regular = records.filter((record) => record.length === width);
  const share = regular.length / records.length;
  const cells = regular.flat();
  const numbers = cells.filter(
    (cell) => cell === '' || !Number.isNaN(parseNumber(cell, '.')) || !Number.isNaN(parseNumber(cell, ',')),
  ).length;
  return share * share * (0.2 + numbers / cells.length);
}

function usualWidth(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
}

/** How many of the first lines are a title (one cell above a table) or scikit-learn's line of counts. */
function titleAndCountLines(lines: readonly string[], delimiter: string, quote: string): number {
  const records = readSome(lines.join('\n'), delimiter, quote);
  if (findCountLine(records[0] ?? [], records.slice(1))) return lines.findIndex((line) => line.trim() !== '') + 1;
  if (usualWidth(records) < 2) return 0;
  const titles = records.findIndex(({ length }) => length > 1);
  if (titles <= 0) return 0;
  let skipped = 0;
  for (let seen = 0; seen < titles; skipped++) if (lines[skipped]!.trim() !== '') seen++;
  return skipped;
}

/** Decimal commas where numbers with a comma outnumber those with a point. */
function guessDecimal(records: readonly (readonly string[])[], delimiter: string): DecimalMark {
  if (delimiter === ',') return '.';
  const cells = records.flat();
  const commas = cells.filter((cell) => cell.includes(',') && !Number.isNaN(parseNumber(cell, ','))).length;
  const points = cells.filter((cell) => cell.includes('.') && !Number.isNaN(parseNumber(cell, '.'))).length;
  return commas > points ? ',' : '.';
}

/** The first records of a text, ragged or not; none where it cannot be read this way at all. */
function readSome(text: string, delimiter: string, quote: string): string[][] {
  try {
    const options = { delimiter, quote, skip_empty_lines: true, relax_column_count: true, relax_quotes: true, to: recordsLookedAt };
    return parse(text, options).map((record) => record.map((cell) => cell.trim()));
  } catch {
    return [];
  }
}
