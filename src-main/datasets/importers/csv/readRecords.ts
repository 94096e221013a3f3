import { pipeline, Readable } from 'node:stream';
import { CsvError, parse, type Parser } from 'csv-parse';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { formatBytes, type SourceFile } from '../../sourceFile.ts';
import type { Dialect } from './dialect.ts';
import { readText } from './readText.ts';

export interface CsvRecord {
  readonly cells: readonly string[];
  /** Line of the file, from 1, on which the record ends. */
  readonly line: number;
}

/** Most characters of a record: a forgotten closing quote would otherwise swallow the file. */
const maximumRecordSize = 2 ** 24;

/**
 * The records of a file, its header included, its skipped lines and empty lines not. All must have the same number of cells.
 * @throws import/ragged-row, import/unclosed-quote, import/stray-quote, import/too-large and what `readText` throws
 */
export async function* readRecords(file: SourceFile, dialect: Dialect): AsyncGenerator<CsvRecord> {
  const { delimiter, quote, encoding, skipLines } = dialect;
  const parser = parse({
    delimiter,
    quote,
    trim: delimiter !== ' ' && delimiter !== '\t',
    info: true,
    skip_empty_lines: true,
    max_record_size: maximumRecordSize,
  });
  // The callback only keeps the error from being thrown into the void: whoever iterates gets it too.
  pipeline(Readable.from(dropLines(readText(file, encoding), skipLines)), parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Parser['info'] }>) {
      yield { cells: record, line: skipLines + info.lines };
    }
  } catch (error) {
    throw error instanceof CsvError ? asImportError(error, file, skipLines) : error;
  }
}

/** The text without its first lines. */
async function* dropLines(text: AsyncIterable<string>, count: number): AsyncGenerator<string> {
  let left = count;
  let held = '';
  for await (const piece of text) {
    held += piece;
    while (left > 0) {
      const end = /\r\n|\n|\r(?!$)/.exec(held);
      if (!end) break;
      held = held.slice(end.index + end[0].length);
      left--;
    }
    if (left > 0) continue;
    yield held;
    held = '';
  }
}

function asImportError(error: CsvError, { path, name }: SourceFile, skipLines: number): WorkbenchError {
  const details = error as CsvError & { lines?: number; column?: number | string; record?: readonly string[] };
  const line = skipLines + (details.lines ?? 0);
  const place = `${name}, line ${line}`;
  switch (error.code) {
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH': {
      const expected = /expect (\d+)/.exec(error.message)?.[1] ?? 'another number';
      const message = `${place}: ${details.record?.length ?? 'the wrong number of'} values where ${expected} are expected, as in the first row. Correct the line, the delimiter, the quote or the lines to skip.`;
      return new WorkbenchError('import/ragged-row', message, { path, line, values: details.record?.length, expected: Number(expected) });
    }
    case 'CSV_QUOTE_NOT_CLOSED':
      return new WorkbenchError(
        'import/unclosed-quote',
        `${place}: a quote is opened and never closed. Close it, or choose another quote.`,
        { path, line },
      );
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE': {
      const column = Number(details.column) + 1;
      const message = `${place}, column ${column}: a quote stands within a value. Double it and quote the value, or choose another quote.`;
      return new WorkbenchError('import/stray-quote', message, { path, line, column });
    }
    case 'CSV_MAX_RECORD_SIZE':
      return new WorkbenchError(
        'import/too-large',
        `${place}: a row has more than ${formatBytes(maximumRecordSize)}. Is a quote not closed?`,
        { path, line },
      );
    default:
      return new WorkbenchError('import/bad-csv', `${place}: ${error.message}.`, { path, line });
  }
}
