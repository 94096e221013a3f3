import { WorkbenchError } from '../errors.ts';
import { readNumber, readParameter } from '../network/notation/parameterText.ts';
import { skins } from '../skins/registry.ts';
import { stageSchema, type Stage } from './stage.ts';

/**
 * A stage from a line `layers: skin [name=value…]`, as in `units: winnerTakeAll rate=0.1 epochs=5 batch=100 schedule=constant`. Several
 * layers have commas between them; `epochs`, `batch` and `schedule` are the stage's own, all other names are parameters of the skin.
 * @throws experiment/bad-stage, registry/unknown-member, registry/bad-parameters
 */
export function parseStage(text: string): Stage {
  const colon = text.indexOf(':');
  const layers = namesOf(text.slice(0, Math.max(0, colon)));
  const [type, ...words] = text
    .slice(colon + 1)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (colon < 0 || layers.length === 0 || type === undefined)
    throw badStage(text, 'Write the layers, a colon and a skin, such as "units: winnerTakeAll epochs=5".');
  const stage: Record<string, unknown> = { layers };
  const choice: Record<string, unknown> = { type };
  for (const word of words) readSetting(text, word, { stage, choice });
  return stageSchema.parse({ ...stage, skin: skins.parse(choice) });
}

interface GivenStage {
  readonly stage: Record<string, unknown>;
  readonly choice: Record<string, unknown>;
}

function readSetting(text: string, word: string, { stage, choice }: GivenStage): void {
  const equals = word.indexOf('=');
  const [name, value] = [word.slice(0, Math.max(0, equals)), word.slice(equals + 1)];
  if (name === '' || value === '') throw badStage(text, `"${word}" is no setting; write name=value.`);
  if (name === 'epochs') stage['epochs'] = wholeNumber(text, word, value, 1);
  else if (name === 'batch') stage['batchSize'] = wholeNumber(text, word, value, 0);
  else if (name === 'schedule') stage['schedule'] = { type: value };
  else choice[name] = parameter(text, word, String(choice['type']), name, value);
}

function parameter(text: string, word: string, skin: string, name: string, value: string): unknown {
  const schema = skins.get(skin).parameters.shape[name];
  // The registry says which parameters there are.
  if (!schema) return value;
  const read = readParameter(schema, value);
  if ('expected' in read) throw badStage(text, `"${word}" does not fit: expected ${read.expected}.`);
  return read.value;
}

function wholeNumber(text: string, word: string, value: string, least: number): number {
  const number = readNumber(value);
  if (number === null || !Number.isInteger(number) || number < least || number > 1_000_000)
    throw badStage(text, `"${word}" does not fit: expected a whole number from ${least} to 1,000,000.`);
  return number;
}

function namesOf(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function badStage(text: string, reason: string): WorkbenchError {
  return new WorkbenchError('experiment/bad-stage', `The stage "${text}" cannot be read. ${reason}`, { stage: text });
}
