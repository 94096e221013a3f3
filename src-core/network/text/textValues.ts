import { shapeSize, type Shape } from '../../shape.ts';
import { readNumber } from '../notation/parameterText.ts';
import type { TextCursor } from './textCursor.ts';
import { quoted, textError, type Token } from './textToken.ts';

/** Most axons a shape in a text file may have; past it no network of it could be compiled. */
const mostAxons = 2 ** 28;
const mostDimensions = 9;

/** Takes the word given. @throws design/text-format where something else stands there */
export function takeWord(cursor: TextCursor, word: string): Token {
  const token = cursor.next();
  if (token.text === word) return token;
  throw textError(`"${word}" is expected, not ${quoted(token)}.`, token);
}

/** Takes a finite number; `what` names it in the error. @throws design/text-format */
export function takeNumber(cursor: TextCursor, what: string): number {
  const token = cursor.next();
  const value = readNumber(token.text);
  if (value !== null && Number.isFinite(value)) return value;
  throw textError(`${what} is a number, not ${quoted(token)}.`, token);
}

/** Takes a whole number between two bounds. @throws design/text-format */
export function takeWhole(cursor: TextCursor, what: string, minimum: number, maximum: number): number {
  const token = cursor.next();
  const value = wholeNumber(token);
  if (value === null) throw textError(`${what} is a whole number, not ${quoted(token)}.`, token);
  if (value >= minimum && value <= maximum) return value;
  throw textError(`${what} must lie between ${minimum} and ${maximum}, but is ${token.text}.`, token);
}

/** Takes sizes in parentheses such as `(28,28)`. @throws design/text-format */
export function takeShape(cursor: TextCursor, what: string): Shape {
  const opening = takeWordFor(cursor, '(', `${what}, such as (28,28), begins with "("`);
  const sizes: number[] = [];
  do {
    sizes.push(takeWhole(cursor, `a size of ${what}`, 1, mostAxons));
    if (sizes.length > mostDimensions || shapeSize(sizes) > mostAxons) {
      throw textError(`${what} has at most ${mostDimensions} dimensions and ${mostAxons.toLocaleString('en-GB')} axons.`, opening);
    }
  } while (takesComma(cursor));
  takeWordFor(cursor, ')', `after ${sizes.at(-1)} of ${what} comes "," or ")"`);
  return sizes;
}

/** A shape as these files write it. */
export function printShape(shape: Shape): string {
  return `(${shape.join(',')})`;
}

function takesComma(cursor: TextCursor): boolean {
  if (cursor.peek().text !== ',') return false;
  cursor.next();
  return true;
}

function takeWordFor(cursor: TextCursor, word: string, rule: string): Token {
  const token = cursor.next();
  if (token.text === word) return token;
  throw textError(`${rule}, not ${quoted(token)}.`, token);
}

function wholeNumber({ text }: Token): number | null {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(value) ? value : null;
}
