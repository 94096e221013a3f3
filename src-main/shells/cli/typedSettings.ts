import type { Command } from 'commander';
import type { Dataset } from '../../../src-core/data/dataset.ts';
import { preprocessingSchema, splitSchema } from '../../../src-core/data/partition.ts';
import { defaultLoss } from '../../../src-core/experiment/defaultSettings.ts';
import { usualRecipe } from '../../../src-core/experiment/recipe.ts';
import { teachingTaskOf } from '../../../src-core/experiment/teachingTask.ts';
import { trialSettingsSchema, type TrialSettings } from '../../../src-core/experiment/trialConfig.ts';
import { penaltiesSchema } from '../../../src-core/losses/penalties.ts';
import { losses } from '../../../src-core/losses/registry.ts';
import type { Design } from '../../../src-core/network/design.ts';
import type { ReadDesign } from '../../../src-core/network/text/readDesignText.ts';
import { optimizers } from '../../../src-core/optimizers/registry.ts';
import { readouts } from '../../../src-core/readouts/registry.ts';
import type { Choice } from '../../../src-core/registry.ts';
import { schedules } from '../../../src-core/schedules/registry.ts';
import { skins } from '../../../src-core/skins/registry.ts';
import {
  addChoiceOptions,
  addSettingOptions,
  chosen,
  givenSettings,
  parseSettings,
  refuseUnusedParameters,
  type ChoosableRegistry,
  type OptionValues,
} from './settingOptions.ts';

const choosable: readonly ChoosableRegistry[] = [
  { option: 'skin', registry: skins },
  { option: 'readout', registry: readouts },
  { option: 'loss', registry: losses },
  { option: 'optimizer', registry: optimizers },
  { option: 'schedule', registry: schedules },
];
const settingNames = { batchSize: 'batch' };
const splitNames = { kind: 'split', seed: 'split-seed' };
/** Neurons of the layer that a skin's usual design has it teach, unless told otherwise. */
const usualNeurons = 400;

/** The settings of a trial before the loss is known, and the design they come with where none was given. */
interface BaseSettings extends TrialSettings {
  readonly usualDesign: Design | null;
  readonly scriptedLoss: ReadDesign['loss'] | null;
}

/** What was typed about a trial. */
export interface TypedSettings {
  /** With the defaults that suit the skin: those of its usual design where none was given, for data of this kind. */
  base(dataset: Dataset, read: ReadDesign | null): BaseSettings;
  /** All settings, with the loss that suits the design. @throws request/unused-option and what the registries throw */
  settings(base: BaseSettings, design: Design): TrialSettings;
}

/** Adds an option for every setting of a trial. */
export function addTypedSettings(command: Command): void {
  addSettingOptions(command, trialSettingsSchema, settingNames);
  addSettingOptions(command, splitSchema, splitNames);
  addSettingOptions(command, preprocessingSchema);
  addSettingOptions(command, penaltiesSchema);
  addChoiceOptions(command, choosable);
}

/**
 * Checks what was typed about a trial, before a large file is read; only the defaults depend on the data.
 * @param lists settings that are lists, typed too
 * @throws request/bad-option, registry/unknown-member, registry/bad-parameters
 */
export function readTypedSettings(
  values: OptionValues,
  lists: Partial<Pick<TrialSettings, 'stages' | 'otherReadouts'>> = {},
): TypedSettings {
  const given: Record<string, unknown> = { ...givenSettings(values, trialSettingsSchema, settingNames), ...lists };
  const split = givenSettings(values, splitSchema, splitNames);
  const preprocessing = givenSettings(values, preprocessingSchema);
  const penalties = givenSettings(values, penaltiesSchema);
  parseSettings(splitSchema, split, splitNames);
  parseSettings(preprocessingSchema, preprocessing);
  parseSettings(penaltiesSchema, penalties);
  parseSettings(trialSettingsSchema, given, settingNames);
  const skin = chosen(values, choosable, { skin: { type: 'backpropagation' } })['skin']!.type;

  return {
    base(dataset, read) {
      const isUsual = read === null && skin !== 'backpropagation';
      const recipe = isUsual ? usualRecipe(skin, teachingTaskOf(dataset, usualNeurons)) : null;
      const usual = recipe?.settings ?? trialSettingsSchema.parse({ skin: { type: skin } });
      const settings = parseSettings(
        trialSettingsSchema,
        {
          ...usual,
          ...given,
          split: { ...usual.split, ...split },
          preprocessing: { ...usual.preprocessing, ...preprocessing },
          penalties: { ...usual.penalties, ...penalties },
        },
        settingNames,
      );
      // A script's loss stands unless another is named.
      const scriptedLoss = values['loss'] === undefined ? (read?.loss ?? null) : null;
      return { ...settings, usualDesign: recipe?.design ?? null, scriptedLoss };
    },
    settings({ usualDesign, scriptedLoss, ...base }, design) {
      const normalised = given['normalised'] ?? scriptedLoss?.normalised ?? base.normalised;
      const usualLoss = scriptedLoss?.loss ?? (usualDesign ? base.loss : { type: defaultLoss(design, normalised === true) });
      const { skin: taught, optimizer, schedule, readout } = base;
      const choices = chosen(values, choosable, { skin: taught, optimizer, schedule, readout, loss: usualLoss });
      refuseUnusedParameters(values, choosable, usedChoices(choices, base.stages));
      return parseSettings(trialSettingsSchema, { ...base, ...choices, normalised }, settingNames);
    },
  };
}

/** Without the loss and the optimizer where no skin asks for them. */
function usedChoices({ loss, optimizer, ...choices }: Record<string, Choice>, stages: TrialSettings['stages']): Record<string, Choice> {
  const taughtBy = [choices['skin']!, ...stages.map(({ skin }) => skin)].map(({ type }) => skins.get(type));
  return {
    ...choices,
    ...(loss && taughtBy.some(({ usesLoss }) => usesLoss) && { loss }),
    ...(optimizer && taughtBy.some(({ usesOptimizer }) => usesOptimizer) && { optimizer }),
  };
}
