import { WorkbenchError } from '../../errors.ts';

/** A word, number or one of `( ) ,` of a text file. Lines and columns count from 1; the text is empty at the end of the file. */
export interface Token {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a token of a design's text file, and where: `details` hold `line`, `column` and `length` for an editor to mark. */
export function textError(what: string, { text, line, column }: Token, options?: { cause?: unknown }): WorkbenchError {
  const details = { line, column, length: Math.max(text.length, 1) };
  return new WorkbenchError('design/text-format', `Line ${line}, column ${column}: ${what}`, details, options);
}

/** A token as a message shows it. */
export function quoted({ text }: Token): string {
  return text === '' ? 'the end of the file' : `"${text}"`;
}
