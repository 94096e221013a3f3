import { WorkbenchError } from '../../src-core/errors.ts';
import { settingsForAssignment } from '../../src-core/experiment/settingsForAssignment.ts';
import type { TrialConfig } from '../../src-core/experiment/trialConfig.ts';
import type { PlannedRecord, SweepPlan } from './sweepRecords.ts';

/** All that decides the numbers of a planned trial. @throws experiment/unknown-design */
export function plannedConfig(
  { sweep, dataset, designs }: SweepPlan,
  { trial, designId, recipe, varied, seed }: PlannedRecord,
): TrialConfig {
  const wanted = recipe ?? designId;
  const named = recipe === null ? designs.find(({ id }) => id === designId) : sweep.recipes.find(({ name }) => name === recipe);
  if (!named) {
    const message = `Trial ${trial} uses the ${recipe === null ? 'design' : 'recipe'} "${wanted}", which its sweep does not have.`;
    throw new WorkbenchError('experiment/unknown-design', message, { trial, designId, recipe });
  }
  const settings = settingsForAssignment('settings' in named ? named.settings : sweep.settings, varied);
  return { version: 1, dataset, designName: named.name, design: named.design, settings, seed };
}
