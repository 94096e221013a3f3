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
});
