import { WorkbenchError } from '../../errors.ts';

/** A run of the notation's text. `position` counts characters from 0. */
export interface Word {
  readonly text: string;
  readonly position: number;
}

/** What is wrong with a word, and where: `details` hold the position and length for an editor to mark, and `what` without the place. */
export function notationError(what: string, { text, position }: Word): WorkbenchError {
  const details = { position, length: Math.max(text.length, 1), what };
  return new WorkbenchError('design/notation', `At character ${position + 1}: ${what}`, details);
}
