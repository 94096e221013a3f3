import type { PreparedData } from '../data/partition.ts';
import type { TrialSettings } from '../experiment/trialConfig.ts';
import { createLoss } from '../losses/createLoss.ts';
import { refuseUnfitTargets } from '../losses/refuseUnfitTargets.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { compileNetwork } from '../network/compileNetwork.ts';
import type { Design } from '../network/design.ts';
import type { Network } from '../network/network.ts';
import { outputUpdateOf } from '../network/outputUpdate.ts';
import { optimizers } from '../optimizers/registry.ts';
import { createRandom } from '../random/createRandom.ts';
import { deriveSeed } from '../random/deriveSeed.ts';
import { schedules } from '../schedules/registry.ts';
import type { Schedule } from '../schedules/schedule.ts';
import { skins } from '../skins/registry.ts';
import type { Skin, SkinMember } from '../skins/skin.ts';
import { batchRows, createBatchFeed, type BatchFeed } from './batchFeed.ts';
import { createPartEvaluator, type PartEvaluator } from './partEvaluator.ts';
import { requireFitData } from './requireFitData.ts';
import { createSampleTable } from './sampleTable.ts';
import { sampleWeights } from './sampleWeights.ts';
import { batchesOfCall, createTeacher, type Teacher } from './teacher.ts';

/** Rows of a forward pass when nothing is taught; more would only cost memory. */
const evaluationRows = 256;

/** What a trial is put together from. */
export interface TrialSetup {
  readonly design: Design;
  readonly settings: TrialSettings;
  /** Every random stream of the trial derives from (seed, purpose). */
  readonly seed: number;
  readonly data: PreparedData;
  /** Kernels with an arena of their own, at the precision of the settings. */
  readonly kernels: KernelSet;
}

/** A trial's parts. */
export interface TrialParts {
  readonly network: Network;
  readonly skin: Skin;
  readonly schedule: Schedule;
  readonly feed: BatchFeed;
  readonly teacher: Teacher;
  readonly evaluator: PartEvaluator;
}

/** Puts a trial together; throws what `createTrainer` does. */
export function assembleTrial({ design, settings, seed, data, kernels }: TrialSetup): TrialParts {
  const { type, ...parameters } = skins.parse(settings.skin);
  const member = skins.get(type);
  const batch = Math.max(batchRows(settings.batchSize, data.parts.train.length), Math.min(evaluationRows, data.rows));
  const network = compileNetwork(design, data.inputShape, { kernels, batch, random: createRandom(deriveSeed(seed, 'weights')) });
  requireFitData(member.reads, network.layers.at(-1)!, data);
  if (member.usesLoss && data.targets) refuseUnfitTargets(settings.loss, data.targets, data.outputSize);
  const weights = member.reads === 'targets' ? sampleWeights(data, settings.classWeights) : null;
  const feed = createBatchFeed({ network, data, reads: member.reads, batchSize: settings.batchSize, seed, weights });
  const loss = member.usesLoss
    ? createLoss(settings.loss, { normalised: settings.normalised, outputUpdate: outputUpdateOf(design) })
    : null;
  const skin = createSkin(member, parameters, { network, loss, settings, seed });
  const partRows = data.parts.train.length;
  const rowsOfBatch = batchRows(settings.batchSize, partRows);
  const table = createSampleTable(kernels, data, weights, {
    batchRows: network.batch,
    mostRows: Math.max(network.batch, batchesOfCall(network, rowsOfBatch) * rowsOfBatch),
  });
  const teacher = createTeacher({ network, skin, feed, table, batchRows: rowsOfBatch, partRows });
  const evaluator = createPartEvaluator(network, loss, { data, seed, table });
  return { network, skin, schedule: createSchedule(settings), feed, teacher, evaluator };
}

function createSkin(
  member: SkinMember,
  parameters: Readonly<Record<string, unknown>>,
  {
    network,
    loss,
    settings,
    seed,
  }: { network: Network; loss: ReturnType<typeof createLoss> | null; settings: TrialSettings; seed: number },
): Skin {
  const { type, ...optimizerParameters } = optimizers.parse(settings.optimizer);
  const optimizer = optimizers.get(type).create(optimizerParameters);
  return member.create(
    { network, loss, penalties: settings.penalties, optimizer, random: createRandom(deriveSeed(seed, 'skin')) },
    parameters,
  );
}

function createSchedule({ schedule, epochs }: TrialSettings): Schedule {
  const { type, ...parameters } = schedules.parse(schedule);
  return schedules.get(type).create(parameters, epochs);
}
