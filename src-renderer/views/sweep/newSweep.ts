import type { Dataset } from '../../../src-core/data/dataset.ts';
import { defaultLoss } from '../../../src-core/experiment/defaultSettings.ts';
import { sweepSchema, type Sweep } from '../../../src-core/experiment/sweep.ts';
import { trialSettingsSchema } from '../../../src-core/experiment/trialConfig.ts';
import { losses } from '../../../src-core/losses/registry.ts';
import type { NamedDesign } from '../../../src-main/contract/snapshots.ts';
import { datasetShape } from './datasetShape.ts';

/** A sweep of one trial to begin with: everything at its default, with a loss that suits the design's outputs. */
export function newSweep(name: string, dataset: Dataset, design: NamedDesign): Sweep {
  const settings = trialSettingsSchema.parse({ loss: losses.parse({ type: defaultLoss(design.design, false) }) });
  const rankedBy = datasetShape(dataset).task === 'classification' ? 'testAccuracy' : 'testLoss';
  return sweepSchema.parse({ id: crypto.randomUUID(), name, datasetId: dataset.id, designIds: [design.id], settings, rankedBy });
}

/** The same again under another name, to be changed and started anew. */
export function duplicateSweep(sweep: Sweep, name: string): Sweep {
  return { ...sweep, id: crypto.randomUUID(), name };
}
