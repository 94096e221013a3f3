import { describe, expect, it } from 'vitest';
import { trialConfigSchema } from '../../../../../src-core/experiment/trialConfig.ts';
import { parseNotation } from '../../../../../src-core/network/notation/parseNotation.ts';
import { configRows } from '../../../../../src-renderer/components/tables/configRows.ts';

describe('configRows', () => {
  const config = trialConfigSchema.parse({
    version: 1,
    dataset: { id: 'x1', sha256: '' },
    designName: 'Dense',
    design: parseNotation('full 8 tanh > full 2 softmax'),
    seed: 5,
    settings: { optimizer: { type: 'adam', learningRate: 0.02 } },
  });
  const rows = new Map(configRows(config, 'Two moons').map(({ path, label, text }) => [path, `${label}: ${text}`]));

  it('names things instead of giving ids', () => {
    expect([rows.get('dataset'), rows.get('design'), rows.get('seed')]).toEqual([
      'Dataset: Two moons',
      'Layers: full 8 tanh > full 2 softmax',
      'Seed: 5',
    ]);
  });

  it('goes into choices and groups', () => {
    expect([rows.get('optimizer'), rows.get('optimizer.learningRate'), rows.get('split.testFraction')]).toEqual([
      'Optimizer: Adam',
      'Learning rate: 0.02',
      'Test part: 0.2',
    ]);
  });

  it('says in words how layers are taught in stages and what reads the network, and nothing that its skin does not look at', () => {
    const taught = trialConfigSchema.parse({
      ...config,
      settings: {
        skin: { type: 'homeostasis' },
        stages: [{ layers: ['white'], skin: { type: 'whitening' }, epochs: 2, batchSize: 100 }],
        otherReadouts: [{ type: 'logistic' }, { type: 'setMean' }],
      },
    });
    const found = new Map(configRows(taught, 'Two moons').map(({ path, label, text }) => [path, `${label}: ${text}`]));
    expect(found.get('stages.0')).toBe('Stage 1: white by Whitening, 2 epochs, batches of 100, schedule linear');
    expect([found.get('readout'), found.get('otherReadouts')]).toEqual([
      'Readout: Identify or veto',
      'Also read by: Logistic probe, Nearest set mean',
    ]);
    expect([found.has('loss'), found.has('optimizer'), found.has('fineTune')]).toEqual([false, false, true]);
    expect(rows.has('loss')).toBe(true);
  });
});
