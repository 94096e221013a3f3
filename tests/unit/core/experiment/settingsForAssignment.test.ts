import { describe, expect, it } from 'vitest';
import { settingPaths, settingsForAssignment } from '../../../../src-core/experiment/settingsForAssignment.ts';
import { trialSettingsSchema } from '../../../../src-core/experiment/trialConfig.ts';

const settings = trialSettingsSchema.parse({});
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('settingsForAssignment', () => {
  it('sets plain settings and parameters of choices, and leaves the given settings alone', () => {
    const before = structuredClone(settings);
    const changed = settingsForAssignment(settings, { batchSize: 7, 'optimizer.learningRate': 0.5, 'split.testFraction': 0.3 });
    expect(changed).toEqual({
      ...settings,
      batchSize: 7,
      optimizer: { ...settings.optimizer, learningRate: 0.5 },
      split: { ...settings.split, testFraction: 0.3 },
    });
    expect(settings).toEqual(before);
  });

  it('sets a whole choice first, with its defaults, and then what is inside it', () => {
    const changed = settingsForAssignment(settings, { 'optimizer.stepsPerBatch': 3, optimizer: { type: 'conjugateGradient' } });
    expect(changed.optimizer).toMatchObject({ type: 'conjugateGradient', beta: 'hestenesStiefelPlus', stepsPerBatch: 3 });
  });

  it.each([
    ['optimizer.learningrate', 'optimizer.learningRate'],
    ['batchsize', 'batchSize'],
    ['optimizer.stepsPerBatch', 'optimizer'],
    ['optimizer.type', 'optimizer'],
    ['constructor', 'precision'],
    ['learningRate', 'optimizer.learningRate'],
  ])('refuses the unknown path %s and names one that is known', (path) => {
    expect(() => settingsForAssignment(settings, { [path]: 1 })).toThrow(code('experiment/unknown-path'));
  });

  it('names the nearest path', () => {
    expect(() => settingsForAssignment(settings, { 'optimizer.learningrate': 1 })).toThrow(/"optimizer\.learningRate"/);
    expect(() => settingsForAssignment(settings, { batchsize: 1 })).toThrow(/"batchSize"/);
  });

  it.each([
    ['batchSize', -1],
    ['epochs', 'many'],
    ['optimizer.learningRate', 0],
    ['optimizer', { type: 'adma' }],
    ['split.testFraction', 2],
  ])('refuses %s = %o, by its path', (path, value) => {
    expect(() => settingsForAssignment(settings, { precision: 'float64', [path]: value })).toThrow(code('experiment/bad-value'));
    expect(() => settingsForAssignment(settings, { precision: 'float64', [path]: value })).toThrow(path);
  });
});

it('settingPaths lists choices, their parameters and plain settings', () => {
  const paths = settingPaths(settings);
  expect(paths).toEqual(expect.arrayContaining(['optimizer', 'optimizer.learningRate', 'batchSize', 'split.testFraction', 'loss']));
  expect(paths).not.toContain('split');
  expect(paths.some((path) => path.endsWith('type'))).toBe(false);
});
