import { shapeSize, type Shape } from '../../shape.ts';
import { readLayerWords, type LayerWord } from './layerWords.ts';
import type { NtwLabels } from './ntwLabels.ts';
import { mostSites } from './savedNetwork.ts';
import type { TextCursor } from './textCursor.ts';
import { textError, type Token } from './textToken.ts';
import { takeShape, takeWhole, takeWord } from './textValues.ts';

/** A row of the table of layers. */
export interface TableLayer {
  readonly shape: Shape;
  readonly offset: number;
  /** Where the row begins, for errors. */
  readonly token: Token;
  /** Whether its weights are taught, fixed, or those of eq. 11. */
  readonly rule: 'taught' | 'fixed' | 'maxpool';
  /** The connection it is said to have, as words of the compact notation; empty in a plain file. */
  readonly connection: readonly LayerWord[];
  /** Update and settings, as words of the compact notation. */
  readonly words: readonly LayerWord[];
}

/** Layers of a design, and the input. */
const mostLayers = 257;

/** Takes the table of layers, whose offsets must be the sums of the sizes before them. @throws design/text-format */
export function takeLayers(cursor: TextCursor, labels: NtwLabels): TableLayer[] {
  takeWord(cursor, 'layers');
  const count = takeWhole(cursor, 'the number of layers, the input among them,', 2, mostLayers);
  const layers: TableLayer[] = [];
  let offset = 0;
  for (let index = 0; index < count; index++) {
    const token = cursor.peek();
    labels.takeNumbered('layer', index);
    labels.take('shape');
    const shape = takeShape(cursor, `the shape of layer ${index}`);
    labels.take('offset');
    const offsetToken = cursor.peek();
    const written = takeWhole(cursor, `the offset of layer ${index}`, 0, mostSites);
    if (written !== offset) {
      throw textError(`layer ${index} has the offset ${written}, but the layers before it have ${offset} sites.`, offsetToken);
    }
    offset += shapeSize(shape);
    if (offset > mostSites) throw textError(`a file holds at most ${mostSites.toLocaleString('en-GB')} sites.`, token);
    layers.push({ shape, offset: written, token, ...takeWords(cursor) });
  }
  refuseTaughtInput(layers[0]!);
  return layers;
}

/** What stands between an offset and the next layer: `[reads CONNECTION] [update] [maxpool | fixed] UPDATE SETTINGS`. */
function takeWords(cursor: TextCursor): Pick<TableLayer, 'rule' | 'connection' | 'words'> {
  const tokens: Token[] = [];
  while (!['', '(', 'layer', 'sites'].includes(cursor.peek().text)) tokens.push(cursor.next());
  const update = tokens.findIndex(({ text }) => text === 'update');
  const connection = tokens[0]?.text === 'reads' ? tokens.slice(1, Math.max(update, 1)) : [];
  const rest = tokens.slice(update + 1);
  const rule = rest[0]?.text === 'maxpool' || rest[0]?.text === 'fixed' ? rest[0].text : 'taught';
  return {
    rule,
    connection: connection.map((token) => ({ text: token.text, token })),
    words: readLayerWords(rule === 'taught' ? rest : rest.slice(1)),
  };
}

function refuseTaughtInput({ words: [update, extra], connection, rule, token }: TableLayer): void {
  if (update?.text === 'identity' && !extra && connection.length === 0 && rule === 'taught') return;
  throw textError('layer 0 is the input: its update is none, and nothing comes after that.', (extra ?? update ?? { token }).token);
}
