import { describe, expect, it } from 'vitest';
import { settingsReads } from '../../../../src-core/experiment/settingsReads.ts';
import { trialSettingsSchema } from '../../../../src-core/experiment/trialConfig.ts';

const readsOf = (skin: string, ...stages: readonly string[]) =>
  settingsReads(trialSettingsSchema.parse({ skin: { type: skin }, stages: stages.map((type) => ({ layers: ['a'], skin: { type } })) }));

describe('settingsReads', () => {
  it('is what the skin reads', () => {
    expect([readsOf('oja'), readsOf('homeostasis'), readsOf('backpropagation')]).toEqual(['inputs', 'membership', 'targets']);
  });

  it('is the most that any of its stages reads', () => {
    expect(readsOf('oja', 'whitening', 'homeostasis')).toBe('membership');
    expect(readsOf('untaught', 'backpropagation', 'whitening')).toBe('targets');
    expect(readsOf('homeostasis', 'whitening')).toBe('membership');
  });

  it('refuses a skin that is not there', () => {
    expect(() => settingsReads({ skin: { type: 'nonesuch' }, stages: [] })).toThrow(
      expect.objectContaining({ code: 'registry/unknown-member' }),
    );
  });
});
