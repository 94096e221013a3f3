import type { Shape } from '../../shape.ts';
import { connections } from '../connections/registry.ts';
import type { LayerDesign } from '../design.ts';
import { connectionWords, type LayerWord } from './layerWords.ts';
import type { TextCursor } from './textCursor.ts';
import { quoted, textError, type Token } from './textToken.ts';
import { printShape, takeShape } from './textValues.ts';

/** A script's word for a connection, and what the compact notation writes in its place. */
interface ScriptConnection {
  /** Words of the notation, from the layer's shape and the sizes in parentheses. */
  readonly read: (shape: Shape, sizes: Shape) => readonly string[];
  readonly hasSizes: boolean;
}

/** The words of the original's scripts; every other connection is written as the notation writes it. */
const scriptConnections: ReadonlyMap<string, ScriptConnection> = new Map<string, ScriptConnection>([
  ['full', { read: (shape) => ['full', sizesText(shape)], hasSizes: false }],
  ['masq', { read: (shape, window) => ['window', sizesText(window), ...channelsOf(shape, window)], hasSizes: true }],
  ['conv', { read: (shape, window) => ['convolution', sizesText([...window, shape[window.length] ?? 1])], hasSizes: true }],
  ['maxpool', { read: (_shape, window) => ['pooling', sizesText(window), 'max'], hasSizes: true }],
  ['meanpool', { read: (_shape, window) => ['pooling', sizesText(window), 'mean'], hasSizes: true }],
]);

/**
 * Takes a connection such as `masq (5,5)` of a layer of the shape given, as words of the compact notation.
 * @throws design/text-format for an unknown word, or sizes that are missing
 */
export function takeConnection(cursor: TextCursor, shape: Shape): LayerWord[] {
  const token = cursor.next();
  const known = scriptConnections.get(token.text);
  if (!known) return [{ text: registeredName(token), token }];
  const words = known.read(shape, known.hasSizes ? takeShape(cursor, `the size of ${token.text}`) : []);
  return words.map((text) => ({ text, token }));
}

/** A layer's connection as `takeConnection` reads it, options included: `masq (5,5) stride=2`. */
export function printConnection(connection: LayerDesign['connection']): string[] {
  const { type } = connection;
  const [, ...words] = connectionWords(connection);
  const sizes = connections.get(type).sizes ? (words.shift() ?? '').split('x') : null;
  const without = (isLeftOut: (word: string) => boolean) => words.filter((word) => !isLeftOut(word));
  switch (type) {
    case 'full':
      return ['full', ...words];
    case 'window':
      return ['masq', parenthesised(sizes!), ...without((word) => word.startsWith('channels='))];
    case 'convolution':
      return ['conv', parenthesised(sizes!.slice(0, -1)), ...words];
    case 'pooling':
      return [connection['kind'] === 'mean' ? 'meanpool' : 'maxpool', parenthesised(sizes!), ...without((word) => word === 'mean')];
    default:
      return [type, ...(sizes ? [sizes.join('x')] : []), ...words];
  }
}

function registeredName(token: Token): string {
  const names = connections.members.map(({ name }) => name);
  if (names.includes(token.text)) return token.text;
  const known = [...new Set([...scriptConnections.keys(), ...names])].join(', ');
  throw textError(`${quoted(token)} is no connection. Expected: ${known}; none for the input, or loss after the last layer.`, token);
}

function channelsOf(shape: Shape, window: Shape): string[] {
  const channels = shape[window.length] ?? 1;
  return channels === 1 ? [] : [`channels=${channels}`];
}

function sizesText(sizes: Shape): string {
  return sizes.join('x');
}

function parenthesised(sizes: readonly string[]): string {
  return printShape(sizes.map(Number));
}
