import { describe, expect, it } from 'vitest';
import { settingPaths } from '../../../../../src-core/experiment/settingsForAssignment.ts';
import { trialSettingsSchema } from '../../../../../src-core/experiment/trialConfig.ts';
import { settingLabel, settingOrder, settingRegistries, settingText } from '../../../../../src-renderer/components/forms/settingWords.ts';

describe('settingLabel', () => {
  it('names settings as their forms do, inside choices and groups too', () => {
    expect(['optimizer', 'optimizer.learningRate', 'batchSize', 'split.testFraction', 'design'].map(settingLabel)).toEqual([
      'Optimizer',
      'Learning rate',
      'Batch size',
      'Test part',
      'Design',
    ]);
  });

  it('gives an unknown path back', () => {
    expect(settingLabel('elsewhere.x')).toBe('elsewhere.x');
  });
});

describe('settingText', () => {
  it('says of a choice what differs from its defaults', () => {
    expect(settingText('optimizer', { type: 'adam', learningRate: 0.001 })).toBe('Adam');
    expect(settingText('optimizer', { type: 'adam', learningRate: 0.02, beta1: 0.9 })).toBe('Adam (learning rate 0.02)');
  });

  it('says of a choice also what tells it from the others of its kind', () => {
    const among = [{ type: 'adam' }, { type: 'adam', learningRate: 0.02 }, { type: 'steepestDescent' }];
    expect(among.map((value) => settingText('optimizer', value, among))).toEqual([
      'Adam (learning rate 0.001)',
      'Adam (learning rate 0.02)',
      'Steepest descent',
    ]);
  });

  it('has words for switches and for nothing', () => {
    expect([settingText('normalised', true), settingText('patience', null), settingText('precision', 'float32')]).toEqual([
      'yes',
      'none',
      'float32',
    ]);
  });
});

describe('settingOrder', () => {
  it('puts numbers in order as numbers', () => {
    expect(settingOrder('batchSize', 10)).toBe(10);
    expect(settingOrder('batchSize', undefined)).toBeNull();
  });
});

describe('settingLabel for every choice', () => {
  const chosen = Object.entries(settingRegistries).flatMap(([setting, { members }]) => members.map(({ name }) => [setting, name] as const));

  it.each(chosen)('has a word for everything that can be varied with %s %s', (setting, type) => {
    const paths = settingPaths(trialSettingsSchema.parse({ [setting]: { type } }));
    expect(paths.filter((path) => settingLabel(path) === path)).toEqual([]);
  });
});

describe('settingText of newer registries', () => {
  it('gives the label of a choice with what differs from its defaults', () => {
    expect(settingText('schedule', { type: 'cosine', cosineEpochs: null, lowestShare: 0 })).toBe('Cosine');
    expect(settingText('schedule', { type: 'cosine', cosineEpochs: 5, lowestShare: 0 })).toBe('Cosine (epochs of the fall 5)');
    expect(settingText('optimizer', { type: 'rprop', learningRate: 0.1 })).toBe('Rprop (learning rate 0.1)');
  });
});
