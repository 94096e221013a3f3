import { initializers } from '../../random/initializers/registry.ts';
import type { Choice } from '../../registry.ts';
import type { LayerDesign } from '../design.ts';
import { readNumber, readParameter, readSwitch, writeParameter } from './parameterText.ts';

/** How one field of a layer's design, apart from its connection and update, is written as `name=value`. */
export interface LayerSetting {
  readonly field: keyof LayerDesign;
  /** What a value looks like, for people. */
  readonly expected: string;
  /** Null where the text does not fit. @throws registry/unknown-member, registry/bad-parameters */
  readonly read: (text: string) => unknown;
  /** Null where the field has its default, which is not written. */
  readonly write: (layer: LayerDesign, defaultName: string) => string | null;
}

/** Settings by the name they have in the notation, in the order in which they are printed. */
export const layerSettings: ReadonlyMap<string, LayerSetting> = new Map<string, LayerSetting>([
  ['bias', { field: 'bias', expected: '"on" or "off"', read: readSwitch, write: ({ bias }) => (bias ? null : 'off') }],
  ['rate', numberSetting('learningRateScale', 1)],
  ['norm', numberSetting('rowNorm', null)],
  [
    'init',
    {
      field: 'initializer',
      expected: 'an initializer such as he or normal:0.1',
      read: readInitializer,
      write: ({ initializer }) => initializer && writeInitializer(initializer),
    },
  ],
  [
    'name',
    {
      field: 'name',
      expected: 'a name',
      read: (text) => text || null,
      write: ({ name }, defaultName) => (name === defaultName ? null : name),
    },
  ],
  [
    'from',
    {
      field: 'sources',
      expected: 'names of layers joined by commas',
      read: (text) => text.split(','),
      write: ({ sources }) => sources && sources.join(','),
    },
  ],
  ['frozen', { field: 'frozen', expected: '"on" or "off"', read: readSwitch, write: ({ frozen }) => (frozen ? 'on' : null) }],
]);

function numberSetting(field: 'learningRateScale' | 'rowNorm', usual: number | null): LayerSetting {
  return { field, expected: 'a number', read: readNumber, write: (layer) => (layer[field] === usual ? null : String(layer[field])) };
}

/** `normal:0.1`: an initializer and its parameters in their order. */
function readInitializer(text: string): Choice | null {
  const [type, ...values] = text.split(':');
  const parameters = Object.entries(initializers.get(type!).parameters.shape);
  if (values.length > parameters.length) return null;
  const choice: Record<string, unknown> = {};
  for (const [index, value] of values.entries()) {
    const [name, schema] = parameters[index]!;
    const read = readParameter(schema, value);
    if (!('value' in read)) return null;
    choice[name] = read.value;
  }
  return initializers.parse({ type, ...choice });
}

function writeInitializer(choice: Choice): string {
  const { type, ...parameters } = initializers.parse(choice);
  const usual = initializers.get(type).parameters.parse({});
  const names = Object.keys(usual);
  const written = names.findLastIndex((name) => parameters[name] !== usual[name]) + 1;
  return [type, ...names.slice(0, written).map((name) => writeParameter(parameters[name]))].join(':');
}
