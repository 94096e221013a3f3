import { WorkbenchError } from '../../errors.ts';
import type { Choice, Registry, RegistryMember } from '../../registry.ts';
import type { ConnectionMember } from '../connections/connection.ts';
import { connections } from '../connections/registry.ts';
import { layerDesignSchema, type Design, type LayerDesign } from '../design.ts';
import { updates } from '../updates/registry.ts';
import { layerSettings } from './layerSettings.ts';
import { notationError, type Word } from './notationError.ts';
import { readNumber, readParameter, readSizes, wordsOf } from './parameterText.ts';
import { splitLayers } from './splitLayers.ts';

const mostLayers = 256;

/**
 * A design from its compact notation: layers joined by `>`, each `connection [size] [update] [name=value…]`, as in
 * `convolution 5x5x8 same relu > pooling 2x2 max > full 10 softmax`. Layers without a name are `layer1`, `layer2`…
 * @throws design/notation with the `position` and `length` of what is wrong
 */
export function parseNotation(text: string): Design {
  const layers = splitLayers(text);
  const tooMany = layers[mostLayers];
  if (tooMany) throw notationError(`a design has at most ${mostLayers} layers.`, tooMany[0]!);
  return { layers: layers.map((words, index) => parseLayer(words, `layer${index + 1}`)) };
}

/** What was given of one layer, and where each thing was written. */
interface GivenLayer {
  readonly connection: ConnectionMember;
  readonly connectionParameters: Record<string, unknown>;
  update: RegistryMember;
  readonly updateParameters: Record<string, unknown>;
  readonly fields: Record<string, unknown>;
  /** Word of each parameter or field, by its name. */
  readonly places: Map<string, Word>;
}

function parseLayer(words: readonly Word[], name: string): LayerDesign {
  const first = words[0]!;
  const connection = connections.members.find((member) => member.name === first.text);
  if (!connection) {
    throw notationError(
      `"${first.text}" is no connection. Expected: ${connections.members.map((member) => member.name).join(', ')}.`,
      first,
    );
  }
  const given: GivenLayer = {
    connection,
    connectionParameters: {},
    update: updates.get('identity'),
    updateParameters: {},
    fields: { name },
    places: new Map(),
  };
  const rest = readSizeWord(given, words.slice(1));
  const isSetting = ({ text }: Word): boolean => text.includes('=');
  // Bare words first: which settings exist depends on the update.
  for (const word of rest) if (!isSetting(word)) readBareWord(given, word);
  for (const word of rest) if (isSetting(word)) readSetting(given, word);
  return finishLayer(given, first);
}

/** Takes the size if it is written; returns the words that are left. */
function readSizeWord({ connection: { name, sizes }, connectionParameters, places }: GivenLayer, words: readonly Word[]): readonly Word[] {
  const [word, ...rest] = words;
  if (!word || !/^\d/.test(word.text)) return words;
  if (!sizes) throw notationError(`"${name}" takes the size of its source; leave "${word.text}" out.`, word);
  const numbers = sizes.decimal ? readDecimal(word.text) : readSizes(word.text);
  if (!numbers || numbers.length < sizes.minimum)
    throw notationError(`the size of "${name}" is written ${sizes.form}, not "${word.text}".`, word);
  Object.assign(connectionParameters, sizes.read(numbers));
  for (const parameter of sizes.parameters) places.set(parameter, word);
  return rest;
}

function readDecimal(text: string): number[] | null {
  const number = readNumber(text);
  return number === null ? null : [number];
}

function readBareWord(given: GivenLayer, word: Word): void {
  const { connection, connectionParameters, places } = given;
  const words = wordsOf(connection.parameters);
  const parameter = words.get(word.text);
  if (parameter) {
    takePlace(places, parameter, word);
    connectionParameters[parameter] = word.text;
    return;
  }
  const update = updates.members.find((member) => member.name === word.text);
  if (!update) {
    const expected = [...updates.members.map((member) => member.name), ...words.keys()].join(', ');
    throw notationError(`"${word.text}" means nothing after "${connection.name}". Expected: ${expected}, or name=value.`, word);
  }
  takePlace(places, 'update', word);
  given.update = update;
}

function readSetting({ connection, connectionParameters, update, updateParameters, fields, places }: GivenLayer, word: Word): void {
  const name = word.text.slice(0, word.text.indexOf('='));
  const value: Word = { text: word.text.slice(name.length + 1), position: word.position + name.length + 1 };
  const setting = layerSettings.get(name);
  if (setting) {
    takePlace(places, setting.field, value, word);
    const read = pointingAt(value, () => setting.read(value.text));
    if (read === null) throw notationError(`${name}= takes ${setting.expected}, not "${value.text}".`, value);
    fields[setting.field] = read;
    return;
  }
  const isConnectionParameter = Object.hasOwn(connection.parameters.shape, name);
  const owner = [connection, update].find((member) => Object.hasOwn(member.parameters.shape, name));
  const schema = owner?.parameters.shape[name];
  if (!schema) {
    const parameters = Object.keys({ ...connection.parameters.shape, ...update.parameters.shape });
    const known = [...parameters.filter((parameter) => !connection.sizes?.parameters.includes(parameter)), ...layerSettings.keys()];
    throw notationError(`"${connection.name} … ${update.name}" has no setting "${name}". Known: ${known.join(', ')}.`, {
      ...word,
      text: name,
    });
  }
  takePlace(places, name, value, word);
  const read = readParameter(schema, value.text);
  if ('expected' in read) throw notationError(`${name}= takes ${read.expected}, not "${value.text}".`, value);
  (isConnectionParameter ? connectionParameters : updateParameters)[name] = read.value;
}

/** Remembers where something was written. @throws design/notation where it was written before */
function takePlace(places: Map<string, Word>, name: string, word: Word, whole: Word = word): void {
  const earlier = places.get(name);
  if (earlier)
    throw notationError(`"${whole.text}" comes after "${earlier.text}" at character ${earlier.position + 1}; give one of them.`, whole);
  places.set(name, word);
}

/** Checks ranges, with errors that point at the word of the parameter. */
function finishLayer({ connection, connectionParameters, update, updateParameters, fields, places }: GivenLayer, first: Word): LayerDesign {
  const check = (registry: Registry<RegistryMember>, choice: Choice): Choice => {
    try {
      return registry.parse(choice);
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      const parameter = String(error.details.field ?? '').split('.')[0]!;
      throw notationError(error.message, places.get(parameter) ?? first);
    }
  };
  const layer = layerDesignSchema.safeParse({
    ...fields,
    connection: check(connections as Registry<RegistryMember>, { type: connection.name, ...connectionParameters }),
    update: check(updates as Registry<RegistryMember>, { type: update.name, ...updateParameters }),
  });
  if (layer.success) return layer.data;
  const [issue] = layer.error.issues;
  const field = String(issue?.path[0] ?? '');
  const setting = [...layerSettings].find(([, candidate]) => candidate.field === field)?.[0] ?? field;
  throw notationError(`${setting}: ${issue?.message ?? 'not allowed'}.`, places.get(field) ?? first);
}

function pointingAt<Value>(word: Word, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof WorkbenchError ? notationError(error.message, word) : error;
  }
}
