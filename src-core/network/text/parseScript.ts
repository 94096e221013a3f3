import { WorkbenchError } from '../../errors.ts';
import { formatShape, type Shape } from '../../shape.ts';
import type { Design } from '../design.ts';
import { planNetwork } from '../planNetwork.ts';
import { designFromWords, readLayerWords, type LayerWord } from './layerWords.ts';
import { takeConnection } from './scriptConnections.ts';
import { readLoss, type ScriptLoss } from './scriptLoss.ts';
import { sameAxons } from './sameAxons.ts';
import { createTextCursor, type TextCursor } from './textCursor.ts';
import { quoted, textError, type Token } from './textToken.ts';
import { takeShape, takeWord } from './textValues.ts';

/** A network and its loss as a script of the original project describes them. */
export interface NetworkScript extends ScriptLoss {
  readonly inputShape: Shape;
  readonly design: Design;
}

/** Past this a script is no longer written by hand. */
const longestScript = 1_000_000;

/** A layer as written: its shape, where that stands, and the rest as words of the compact notation. */
interface ScriptLayer {
  readonly shape: Shape;
  readonly shapeToken: Token;
  readonly words: readonly LayerWord[];
}

/**
 * Reads a script of the original project: `layer (28,28) none` for the input, a line such as `layer (24,24) masq (5,5) ReLU` for each
 * layer, and `layer (10) loss normalised KL` to close it. The shape written for a layer must be the one its connection gives it.
 * @throws design/text-format with `line` and `column`
 */
export function parseScript(text: string): NetworkScript {
  const cursor = createTextCursor(text);
  if (text.length > longestScript) throw textError(`a script has at most ${longestScript} characters.`, cursor.peek());
  const inputShape = takeInput(cursor);
  const layers: ScriptLayer[] = [];
  for (;;) {
    if (cursor.peek().text === '') {
      throw textError('a loss is expected to close the script, such as "layer (10) loss normalised KL 0.01".', cursor.peek());
    }
    takeWord(cursor, 'layer');
    const shapeToken = cursor.peek();
    const shape = takeShape(cursor, "the layer's shape");
    if (cursor.peek().text === 'loss') return close(cursor, inputShape, layers, { shape, shapeToken });
    const words = takeConnection(cursor, shape);
    layers.push({ shape, shapeToken, words: [...words, ...readLayerWords(takeRest(cursor, shapeToken.line))] });
  }
}

function takeInput(cursor: TextCursor): Shape {
  takeWord(cursor, 'layer');
  const shape = takeShape(cursor, "the input's shape");
  // Neither connection nor update.
  takeWord(cursor, 'none');
  if (cursor.peek().text === 'none') cursor.next();
  return shape;
}

function close(
  cursor: TextCursor,
  inputShape: Shape,
  layers: readonly ScriptLayer[],
  { shape, shapeToken }: Pick<ScriptLayer, 'shape' | 'shapeToken'>,
): NetworkScript {
  const lossToken = cursor.next();
  if (layers.length === 0) throw textError('the loss needs a layer between it and the input.', lossToken);
  const loss: ScriptLoss = readLoss(takeRest(cursor, lossToken.line), cursor.peek());
  if (cursor.peek().text !== '') throw textError('the loss is the last layer of a script; nothing can come after it.', cursor.peek());
  const design = designFromWords(layers.map(({ words }) => words));
  checkShapes(design, inputShape, layers);
  if (!sameAxons(shape, layers.at(-1)!.shape)) {
    throw textError(
      `the loss reads ${formatShape(layers.at(-1)!.shape)} axons, those of the last layer, not ${formatShape(shape)}.`,
      shapeToken,
    );
  }
  return { inputShape, design, ...loss };
}

function checkShapes(design: Design, inputShape: Shape, layers: readonly ScriptLayer[]): void {
  for (const [index, plan] of planNetwork(design, inputShape).entries()) {
    const { shape, shapeToken, words } = layers[index]!;
    if (plan instanceof WorkbenchError) throw textError(plan.message, words[0]!.token, { cause: plan });
    if (sameAxons(shape, plan.shape)) continue;
    const { name } = design.layers[index]!;
    throw textError(
      `layer "${name}" is written as ${formatShape(shape)}, but its connection makes it ${formatShape(plan.shape)}.`,
      shapeToken,
    );
  }
}

/** The words up to the end of a line. */
function takeRest(cursor: TextCursor, line: number): Token[] {
  const tokens: Token[] = [];
  while (cursor.peek().text !== '' && cursor.peek().line === line) {
    const token = cursor.next();
    if (/^[(),]$/.test(token.text)) throw textError(`${quoted(token)} is not expected here.`, token);
    tokens.push(token);
  }
  return tokens;
}
