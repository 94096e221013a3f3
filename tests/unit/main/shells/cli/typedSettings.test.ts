import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parseNotation } from '../../../../../src-core/network/notation/parseNotation.ts';
import type { OptionValues } from '../../../../../src-main/shells/cli/settingOptions.ts';
import { addStageOptions, typedStages } from '../../../../../src-main/shells/cli/stageOptions.ts';
import { addTypedSettings, readTypedSettings } from '../../../../../src-main/shells/cli/typedSettings.ts';
import { exampleTable, numeric, turns } from '../../../core/data/exampleTable.ts';

const { dataset } = exampleTable([numeric('x', [1, 2, 3, 4]), numeric('y', [1, 2, 3, 4]), turns(4)]);
const design = parseNotation('full 4 relu name=hidden > full 2 softmax');
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

function optionsOf(typed: readonly string[]): OptionValues {
  const command = new Command('train').exitOverride();
  addTypedSettings(command);
  addStageOptions(command);
  return command.parse(typed, { from: 'user' }).opts();
}

/** The settings of a trial as typed, with a design of one's own or the usual one. */
async function settingsOf(typed: readonly string[], ownDesign: boolean) {
  const values = optionsOf(typed);
  const { base, settings } = readTypedSettings(values, await typedStages(values));
  const known = base(dataset, ownDesign ? { design, inputShape: null, loss: null, saved: null } : null);
  return { settings: settings(known, known.usualDesign ?? design), usualDesign: known.usualDesign };
}

describe('typed settings', () => {
  it('are those that are usual for the skin where no design is given, with what was typed in their place', async () => {
    const { settings, usualDesign } = await settingsOf(['--skin', 'softHebb', '--epochs', '9'], false);
    expect(usualDesign!.layers.at(-1)!.connection.type).toBe('full');
    expect(settings).toMatchObject({
      skin: { type: 'softHebb' },
      epochs: 9,
      schedule: { type: 'linear' },
      preprocessing: { inputs: 'centre' },
    });
    expect((await settingsOf(['--skin', 'softHebb', '--inputs', 'none'], false)).settings.preprocessing.inputs).toBe('none');
    expect((await settingsOf(['--skin', 'homeostasis'], false)).settings.stages).toHaveLength(1);
  });

  it('keep the parameters of a usual skin that were not typed', async () => {
    const usual = (await settingsOf(['--skin', 'homeostasis'], false)).settings.skin;
    const { skin } = (await settingsOf(['--skin', 'homeostasis', '--rate', '0.5'], false)).settings;
    expect(skin).toEqual({ ...usual, rate: 0.5 });
  });

  it('are the plain defaults with a design of one’s own, and for backpropagation', async () => {
    const own = await settingsOf(['--skin', 'softHebb'], true);
    expect(own.usualDesign).toBeNull();
    expect(own.settings).toMatchObject({ schedule: { type: 'constant' }, preprocessing: { inputs: 'auto' }, stages: [], readout: null });
    expect((await settingsOf([], false)).usualDesign).toBeNull();
  });

  it('take the split by its own options', async () => {
    const { settings } = await settingsOf(['--split', 'random', '--split-seed', '4', '--leave-out', 'a', '--test-fraction', '0.5'], true);
    expect(settings.split).toEqual({ kind: 'random', seed: 4, leaveOut: 'a', testFraction: 0.5, validationFraction: 0 });
  });

  it('take stages and readouts', async () => {
    const typed = [
      '--stage',
      'hidden: oja epochs=2',
      '--stage',
      'hidden: sanger',
      '--readout',
      'setMean',
      '--other-readouts',
      'logistic,neighbours',
    ];
    const { settings } = await settingsOf(typed, true);
    expect(settings.stages.map(({ layers, skin, epochs }) => [layers, skin.type, epochs])).toEqual([
      [['hidden'], 'oja', 2],
      [['hidden'], 'sanger', 1],
    ]);
    expect(settings.readout).toMatchObject({ type: 'setMean' });
    expect(settings.otherReadouts.map(({ type }) => type)).toEqual(['logistic', 'neighbours']);
  });

  it.each([
    [['--skin', 'softHebb', '--learning-rate', '0.1'], 'request/unused-option'],
    [['--skin', 'softHebb', '--loss', 'pNorm', '--p', '3'], 'request/unused-option'],
    [['--neighbours', '3'], 'request/unused-option'],
    [['--skin', 'magic'], 'registry/unknown-member'],
    [['--epochs', '0'], 'request/bad-option'],
  ])('refuse %j', async (typed, expected) => {
    await expect(settingsOf(typed, true)).rejects.toThrow(code(expected));
  });

  it('let a stage’s skin use an optimizer that the trial’s own does not', async () => {
    const typed = ['--skin', 'untaught', '--stage', 'hidden: autoencoder', '--learning-rate', '0.1'];
    expect((await settingsOf(typed, true)).settings.optimizer).toMatchObject({ type: 'adam', learningRate: 0.1 });
  });
});
