import { WorkbenchError } from '../../errors.ts';
import { losses } from '../../losses/registry.ts';
import type { Choice } from '../../registry.ts';
import { readNumber, readParameter, writeParameter } from '../notation/parameterText.ts';
import { quoted, textError, type Token } from './textToken.ts';

/** What closes a script: the loss, and whether it sees outputs divided by their sum (eq. 13). */
export interface ScriptLoss {
  readonly loss: Choice;
  readonly normalised: boolean;
}

const lossNames: Readonly<Record<string, string>> = { kullbackLeibler: 'KL' };

/**
 * The words after `loss`: `[normalised] NAME`, then its parameters as numbers in their order or as `name=value`, as in
 * `normalised KL 0.01`.
 * @throws design/text-format
 */
export function readLoss(tokens: readonly Token[], end: Token): ScriptLoss {
  const normalised = tokens[0]?.text.toLowerCase() === 'normalised';
  const [name = end, ...given] = normalised ? tokens.slice(1) : tokens;
  const lower = name.text.toLowerCase();
  const member = losses.members.find((loss) => [loss.name, lossNames[loss.name]].some((word) => word?.toLowerCase() === lower));
  if (!member) {
    const known = losses.members.map((loss) => lossNames[loss.name] ?? loss.name).join(', ');
    throw textError(
      `${quoted(name)} is no loss. Expected: ${known}, with "normalised" before it where outputs are divided by their sum.`,
      name,
    );
  }
  const { shape } = member.parameters;
  const positional = Object.keys(shape);
  const parameters: Record<string, unknown> = {};
  for (const token of given) {
    const [key = '', value] = token.text.includes('=') ? token.text.split('=', 2) : [positional.shift(), token.text];
    const schema = shape[key];
    if (!schema) throw textError(`${quoted(token)} is no parameter of ${name.text}. Known: ${Object.keys(shape).join(', ')}.`, token);
    const read = readParameter(schema, value!);
    if ('expected' in read) throw textError(`${key} of ${name.text} is ${read.expected}, not "${value}".`, token);
    parameters[key] = read.value;
  }
  try {
    return { loss: losses.parse({ type: member.name, ...parameters }), normalised };
  } catch (error) {
    throw error instanceof WorkbenchError ? textError(error.message, given[0] ?? name, { cause: error }) : error;
  }
}

/** A loss as `readLoss` reads it. */
export function printLoss({ loss, normalised }: ScriptLoss): string[] {
  const { type, ...parameters } = losses.parse(loss);
  const values = Object.entries(parameters).map(([key, value]) => {
    const text = writeParameter(value);
    return readNumber(text) === null ? `${key}=${text}` : text;
  });
  return [...(normalised ? ['normalised'] : []), lossNames[type] ?? type, ...values];
}
