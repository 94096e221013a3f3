import type { TextCursor } from './textCursor.ts';
import { takeWhole, takeWord } from './textValues.ts';

/** The words that stand before the numbers of a verbatim file, and that a plain one does without. */
export interface NtwLabels {
  /** Takes a label. @throws design/text-format */
  take(word: string): void;
  /** Takes a label and the number of the thing that follows. @throws design/text-format where it is another number */
  takeNumbered(word: string, number: number): void;
}

/** The labels of a verbatim file, or those of a plain one, which take nothing. */
export function createLabels(cursor: TextCursor, verbatim: boolean): NtwLabels {
  if (!verbatim) return { take: () => undefined, takeNumbered: () => undefined };
  return {
    take: (word) => void takeWord(cursor, word),
    takeNumbered(word, number) {
      takeWord(cursor, word);
      takeWhole(cursor, `the number of this ${word}`, number, number);
    },
  };
}
