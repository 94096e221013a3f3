import { buildNetwork } from './buildNetwork.ts';
import { createLabels } from './ntwLabels.ts';
import { takeLayers } from './ntwLayers.ts';
import { takeSites } from './ntwSites.ts';
import type { SavedNetwork } from './savedNetwork.ts';
import { createTextCursor } from './textCursor.ts';
import { quoted, textError } from './textToken.ts';
import { takeWhole, takeWord } from './textValues.ts';

/**
 * Reads a network in the original's save format, plain or verbatim. A layer's connection is recognised from what is connected and which
 * weights are shared, unless the file names it.
 * @throws design/text-format with `line` and `column`
 */
export function parseNtw(text: string): SavedNetwork {
  const cursor = createTextCursor(text);
  takeWord(cursor, 'ntw');
  takeWhole(cursor, 'the version of the format', 1, 1);
  const verbatim = cursor.peek().text === 'verbatim';
  if (verbatim) cursor.next();
  const labels = createLabels(cursor, verbatim);
  const layers = takeLayers(cursor, labels);
  const sites = takeSites(cursor, labels, layers);
  takeWord(cursor, 'end');
  if (cursor.peek().text !== '') throw textError(`nothing can come after "end", but ${quoted(cursor.peek())} does.`, cursor.peek());
  return buildNetwork(layers, sites);
}
