import { describe, expect, it } from 'vitest';
import { trialSettingsSchema } from '../../../../../src-core/experiment/trialConfig.ts';
import { parseNotation } from '../../../../../src-core/network/notation/parseNotation.ts';
import { fieldLayers, planeChoices, usualFieldLayer } from '../../../../../src-renderer/views/trial/insideChoices.ts';

const configOf = (notation: string, skin = 'homeostasis') => ({
  design: parseNotation(notation),
  settings: trialSettingsSchema.parse({ skin: { type: skin } }),
});

describe('layers with receptive fields', () => {
  const notation = 'normalise name=even > full 4 name=white > pooling 2 name=pool > full 3 name=top';

  it('have weights', () => {
    expect(fieldLayers(configOf(notation))).toEqual(['white', 'top']);
  });

  it('begin with what was taught without targets, else with the first', () => {
    expect(usualFieldLayer(configOf(notation))).toBe('top');
    expect(usualFieldLayer(configOf(notation, 'backpropagation'))).toBe('white');
    expect(usualFieldLayer(configOf('pooling 2'))).toBeNull();
  });
});

describe('planes', () => {
  it('are layers of two axons', () => {
    expect(planeChoices(configOf('full 2 name=narrow tanh > full 3 name=top'), [5], ['a', 'b', 'c'])).toEqual([
      { layer: 'narrow', pair: 0, label: 'narrow' },
    ]);
  });

  it('are the shells of two axons a set', () => {
    expect(planeChoices(configOf('full 6 name=top', 'shell'), [5], ['a', 'b', 'c']).map(({ pair, label }) => [pair, label])).toEqual([
      [0, 'the shell of a'],
      [1, 'the shell of b'],
      [2, 'the shell of c'],
    ]);
    expect(planeChoices(configOf('full 6 name=top', 'oja'), [5], ['a', 'b', 'c'])).toEqual([]);
    expect(planeChoices(configOf('full 30 name=top', 'shell'), [5], ['a', 'b', 'c'])).toEqual([]);
  });
});
