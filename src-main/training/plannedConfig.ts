import { WorkbenchError } from '../../src-core/errors.ts';
import { settingsForAssignment } from '../../src-core/experiment/settingsForAssignment.ts';
import type { TrialConfig } from '../../src-core/experiment/trialConfig.ts';
import type { PlannedRecord, SweepPlan } from './sweepRecords.ts';

/** All that decides the numbers of a planned trial. @throws experiment/unknown-design */
export function plannedConfig({ sweep, dataset, designs }: SweepPlan, { trial, designId, varied, seed }: PlannedRecord): TrialConfig {
  const named = designs.find(({ id }) => id === designId);
  if (!named) {
    throw new WorkbenchError('experiment/unknown-design', `Trial ${trial} uses the design "${designId}", which its sweep does not have.`, {
      trial,
      designId,
    });
  }
  const settings = settingsForAssignment(sweep.settings, varied);
  return { version: 1, dataset, designName: named.name, design: named.design, settings, seed };
}
