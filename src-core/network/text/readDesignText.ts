import { WorkbenchError } from '../../errors.ts';
import { parseOrRefuse } from '../../parseOrRefuse.ts';
import type { Shape } from '../../shape.ts';
import { designSchema, type Design } from '../design.ts';
import { parseNotation } from '../notation/parseNotation.ts';
import { parseNtw } from './parseNtw.ts';
import { parseScript } from './parseScript.ts';
import type { SavedNetwork } from './savedNetwork.ts';
import type { ScriptLoss } from './scriptLoss.ts';
import { createTextCursor } from './textCursor.ts';

/** A design, and what else its text said. */
export interface ReadDesign {
  readonly design: Design;
  /** Null where the text leaves it to the dataset. */
  readonly inputShape: Shape | null;
  /** The loss that closes a script; else null. */
  readonly loss: ScriptLoss | null;
  /** The network with its weights where they were in the text; else null. */
  readonly saved: SavedNetwork | null;
}

/**
 * A design in any of its texts, told apart by their first word: a `.ntw` file, a script, JSON, or the compact notation.
 * @throws design/text-format, design/notation, design/bad-json
 */
export function readDesignText(text: string): ReadDesign {
  const first = createTextCursor(text).peek().text;
  if (first === 'ntw') {
    const saved = parseNtw(text);
    return { design: saved.design, inputShape: saved.inputShape, loss: null, saved };
  }
  if (first === 'layer') return readScriptText(text);
  const design = first.startsWith('{') ? parseJson(text) : parseNotation(text);
  return { design, inputShape: null, loss: null, saved: null };
}

/** The design and loss of a script. @throws design/text-format */
export function readScriptText(text: string): ReadDesign {
  const { design, inputShape, loss, normalised } = parseScript(text);
  return { design, inputShape, loss: { loss, normalised }, saved: null };
}

function parseJson(text: string): Design {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const message = `The design cannot be read as JSON: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new WorkbenchError('design/bad-json', message, {}, { cause });
  }
  return parseOrRefuse(designSchema, value, { code: 'design/bad-json', subject: 'The design' });
}
