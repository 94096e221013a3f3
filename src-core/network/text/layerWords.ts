import { WorkbenchError } from '../../errors.ts';
import type { Choice } from '../../registry.ts';
import { layerDesignSchema, type Design, type LayerDesign } from '../design.ts';
import { layerSettings } from '../notation/layerSettings.ts';
import { readNumber, writeParameter } from '../notation/parameterText.ts';
import { parseNotation } from '../notation/parseNotation.ts';
import { printNotation } from '../notation/printNotation.ts';
import { updates } from '../updates/registry.ts';
import { quoted, textError, type Token } from './textToken.ts';

/** A word of the compact notation, and the token of the file that it was made from. */
export interface LayerWord {
  readonly text: string;
  readonly token: Token;
}

/** Updates whose name in these files is not the registry's; capitals do not matter when reading. */
const updateNames: Readonly<Record<string, string>> = { identity: 'none', relu: 'ReLU' };

/**
 * What follows a layer's connection, as words of the compact notation: an update by its name in these files with its parameters as
 * numbers in their order, as in `exp 1 0.5`; every other word is one of the notation already.
 * @throws design/text-format where an update has more numbers than parameters, or something like a number that is none
 */
export function readLayerWords(tokens: readonly Token[]): LayerWord[] {
  let update: { readonly token: Token; readonly parameters: string[] } | null = null;
  return tokens.map((token) => {
    const member = findUpdate(token.text);
    if (member) update = { token, parameters: Object.keys(member.parameters.shape) };
    if (member) return { text: member.name, token };
    if (!update || !/^[-+.\d]/.test(token.text)) return { text: token.text, token };
    return { text: `${takeParameter(update, token)}=${token.text}`, token };
  });
}

/** A layer's update and settings as `readLayerWords` reads them; what has its default is left out, except an update's numbers. */
export function printLayerWords(layer: LayerDesign, index: number): string[] {
  const settings = [...layerSettings].flatMap(([name, setting]) => {
    const text = setting.write(layer, `layer${index + 1}`);
    return text === null ? [] : [`${name}=${text}`];
  });
  return [...printUpdate(layer.update), ...settings];
}

/** A connection and its options in words of the compact notation. */
export function connectionWords(connection: LayerDesign['connection']): string[] {
  const layer = layerDesignSchema.parse({ name: 'layer1', connection });
  return printNotation({ layers: [layer] }).split(' ');
}

/**
 * The design of layers given as words of the notation, one list a layer.
 * @throws design/text-format at the token of the word that does not fit
 */
export function designFromWords(layers: readonly (readonly LayerWord[])[]): Design {
  const starts: { readonly position: number; readonly token: Token }[] = [];
  let text = '';
  for (const words of layers) {
    if (text !== '') text += '> ';
    for (const word of words) {
      // The notation parts layers by it, even within a word.
      if (word.text.includes('>')) throw textError(`">" means nothing here; each layer has a line of its own.`, word.token);
      starts.push({ position: text.length, token: word.token });
      text += `${word.text} `;
    }
  }
  try {
    return parseNotation(text);
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    const { position, what } = error.details as { position?: number; what?: string };
    const found = starts.findLast((start) => start.position <= (position ?? 0));
    throw found ? textError(what ?? error.message, found.token, { cause: error }) : error;
  }
}

/** Takes the name of an update's next parameter, to be given the number of a token. */
function takeParameter({ token: update, parameters }: { readonly token: Token; readonly parameters: string[] }, token: Token): string {
  if (readNumber(token.text) === null) throw textError(`${quoted(token)} is no number.`, token);
  const name = parameters.shift();
  if (name === undefined) throw textError(`${update.text} has no parameter left for ${token.text}.`, token);
  return name;
}

function findUpdate(text: string) {
  const lower = text.toLowerCase();
  return updates.members.find(({ name }) => name.toLowerCase() === lower || updateNames[name]?.toLowerCase() === lower);
}

function printUpdate(choice: Choice): string[] {
  const { type, ...parameters } = updates.parse(choice);
  const usual = updates.get(type).parameters.parse({});
  const values = Object.entries(parameters);
  const name = updateNames[type] ?? type;
  if (values.every(([, value]) => typeof value === 'number')) return [name, ...values.map(([, value]) => String(value))];
  return [name, ...values.filter(([key, value]) => value !== usual[key]).map(([key, value]) => `${key}=${writeParameter(value)}`)];
}
