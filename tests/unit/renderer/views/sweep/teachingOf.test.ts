import { describe, expect, it } from 'vitest';
import { generateTable } from '../../../../../src-core/data/generators/generateTable.ts';
import { designSchema } from '../../../../../src-core/network/design.ts';
import { parseNotation } from '../../../../../src-core/network/notation/parseNotation.ts';
import { newComparison } from '../../../../../src-renderer/views/comparison/newComparison.ts';
import { newSweep } from '../../../../../src-renderer/views/sweep/newSweep.ts';
import { skinsTried, sweepReads, trialReads } from '../../../../../src-renderer/views/sweep/teachingOf.ts';

const { dataset } = generateTable({ type: 'moons' }, { id: 'moons', name: 'Two moons' });
const design = { id: 'dense', name: 'Dense', design: designSchema.parse(parseNotation('full 8 tanh > full 2 softmax')) };
const sweep = newSweep('New', dataset, design);
const skinsVaried = { path: 'skin', kind: 'list' as const, values: [{ type: 'oja' }, { type: 'homeostasis' }] };
const comparison = newComparison(dataset, {
  name: 'C',
  skins: ['oja', 'shell'],
  readouts: [],
  epochs: null,
  neurons: 4,
  repeats: 1,
  seed: 1,
});

describe('what the teaching of a trial may read', () => {
  it('is that of the skin it has', () => {
    expect(trialReads(sweep, { designName: 'Dense', varied: {} })).toBe('targets');
    const varied = { ...sweep, space: [skinsVaried] };
    expect(trialReads(varied, { designName: 'Dense', varied: { skin: { type: 'oja' } } })).toBe('inputs');
  });

  it('is that of its recipe', () => {
    expect(trialReads(comparison, { designName: 'Shell', varied: {} })).toBe('membership');
    expect(trialReads(comparison, { designName: 'Backpropagation', varied: {} })).toBe('targets');
  });

  it('is not known of a skin of another version', () => {
    expect(trialReads(sweep, { designName: 'Dense', varied: { skin: { type: 'forgotten' } } })).toBeNull();
  });
});

describe('what a sweep tries', () => {
  it('is its skins, and all that they may read', () => {
    expect(skinsTried({ space: [skinsVaried] }, sweep.settings).map(({ name }) => name)).toEqual(['oja', 'homeostasis']);
    expect(sweepReads(sweep)).toEqual(['targets']);
    expect(sweepReads({ ...sweep, space: [skinsVaried] })).toEqual(['inputs', 'membership']);
    expect(sweepReads(comparison)).toEqual(['inputs', 'membership', 'targets']);
  });
});
