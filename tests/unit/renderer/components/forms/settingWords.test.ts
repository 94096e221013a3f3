import { describe, expect, it } from 'vitest';
import { settingPaths } from '../../../../../src-core/experiment/settingsForAssignment.ts';
import { trialSettingsSchema } from '../../../../../src-core/experiment/trialConfig.ts';
import { settingLabel, settingRegistries, settingText } from '../../../../../src-renderer/components/forms/settingWords.ts';

describe('settingLabel', () => {
  const chosen = Object.entries(settingRegistries).flatMap(([setting, { members }]) => members.map(({ name }) => [setting, name] as const));

  it.each(chosen)('has a word for everything that can be varied with %s %s', (setting, type) => {
    const paths = settingPaths(trialSettingsSchema.parse({ [setting]: { type } }));
    expect(paths.filter((path) => settingLabel(path) === path)).toEqual([]);
  });
});

describe('settingText', () => {
  it('gives the label of a choice with what differs from its defaults', () => {
    expect(settingText('schedule', { type: 'cosine', cosineEpochs: null, lowestShare: 0 })).toBe('Cosine');
    expect(settingText('schedule', { type: 'cosine', cosineEpochs: 5, lowestShare: 0 })).toBe('Cosine (epochs of the fall 5)');
    expect(settingText('optimizer', { type: 'rprop', learningRate: 0.1 })).toBe('Rprop (learning rate 0.1)');
  });
});
