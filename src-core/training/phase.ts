import type { PreparedData } from '../data/partition.ts';
import { WorkbenchError } from '../errors.ts';
import type { Stage } from '../experiment/stage.ts';
import type { TrialSettings } from '../experiment/trialConfig.ts';
import type { Loss } from '../losses/loss.ts';
import { createLoss } from '../losses/createLoss.ts';
import { refuseUnfitTargets } from '../losses/refuseUnfitTargets.ts';
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
import { requireFitData } from './requireFitData.ts';
import type { PlacedTable } from './sampleTable.ts';
import { sampleWeights } from './sampleWeights.ts';
import { createTeacher, type Teacher } from './teacher.ts';

/** A run of epochs in which one skin teaches some of the layers. A trial is its stages, one after the other, then its main phase. */
export interface Phase {
  readonly member: SkinMember;
  readonly skin: Skin;
  /** Null unless the skin compares outputs with targets. */
  readonly loss: Loss | null;
  /** Indices of the layers taught. */
  readonly layers: readonly number[];
  readonly schedule: Schedule;
  readonly feed: BatchFeed;
  readonly teacher: Teacher;
  /** Epochs of the trial before it. */
  readonly begins: number;
  /** Its own epochs. */
  readonly epochs: number;
}

interface PhaseOptions {
  readonly network: Network;
  readonly data: PreparedData;
  readonly settings: TrialSettings;
  readonly seed: number;
  /** Where programs find the samples; null to do without programs. */
  readonly table: PlacedTable | null;
}

/**
 * The phases of a trial, in order. A layer of a stage is taught in that stage alone, unless `fineTune` lets the main phase go on with it.
 * @throws experiment/bad-stage, and what the skins, losses and data are refused with
 */
export function createPhases(options: PhaseOptions): Phase[] {
  const { network, settings } = options;
  const staged = settings.stages.map((stage) => stageLayers(network, stage));
  const inStages = new Set(staged.flat());
  const rest = teachableLayers(network).filter((layer) => settings.fineTune || !inStages.has(layer));
  const sections = [
    ...settings.stages.map((stage, index) => ({ ...stage, layers: staged[index]! })),
    { skin: settings.skin, epochs: settings.epochs, batchSize: settings.batchSize, schedule: settings.schedule, layers: rest },
  ];
  let begins = 0;
  return sections.map((section, index) => {
    const phase = createPhase(options, section, { index, begins, isMain: index === sections.length - 1 });
    begins += section.epochs;
    return phase;
  });
}

interface Section extends Pick<Stage, 'skin' | 'epochs' | 'batchSize' | 'schedule'> {
  readonly layers: readonly number[];
}

interface Position {
  readonly index: number;
  readonly begins: number;
  readonly isMain: boolean;
}

function createPhase({ network, data, settings, seed, table }: PhaseOptions, section: Section, { index, begins, isMain }: Position): Phase {
  const { type, ...parameters } = skins.parse(section.skin);
  const member = skins.get(type);
  requireFitData(member.reads, network.layers.at(-1)!, data);
  if (member.usesLoss && data.targets) refuseUnfitTargets(settings.loss, data.targets, data.outputSize);
  const loss = member.usesLoss
    ? createLoss(settings.loss, { normalised: settings.normalised, outputUpdate: outputUpdateOf(network.design) })
    : null;
  const weights = member.reads === 'targets' ? sampleWeights(data, settings.classWeights) : null;
  const feed = createBatchFeed({ network, data, reads: member.reads, batchSize: section.batchSize, seed, weights });
  const { type: optimizerType, ...optimizerParameters } = optimizers.parse(settings.optimizer);
  network.teachOnly(section.layers);
  const skin = member.create(
    {
      network,
      layers: section.layers,
      sets: member.reads === 'inputs' ? 0 : data.classNames.length,
      loss,
      penalties: settings.penalties,
      optimizer: optimizers.get(optimizerType).create(optimizerParameters),
      random: (...purpose) => createRandom(deriveSeed(seed, 'skin', ...(isMain ? [] : ['stage', index]), ...purpose)),
    },
    parameters,
  );
  const partRows = data.parts.train.length;
  const rowsOfBatch = batchRows(section.batchSize, partRows);
  const teacher = createTeacher({
    network,
    skin,
    feed,
    table: member.reads === 'targets' ? table : null,
    batchRows: rowsOfBatch,
    partRows,
  });
  const schedule = createSchedule(section);
  return { member, skin, loss, layers: section.layers, schedule, feed, teacher, begins, epochs: section.epochs };
}

function createSchedule({ schedule, epochs }: Section): Schedule {
  const { type, ...parameters } = schedules.parse(schedule);
  return schedules.get(type).create(parameters, epochs);
}

function teachableLayers({ layers }: Network): number[] {
  return layers.flatMap(({ design, parameters }, index) => (parameters && design && !design.frozen ? [index] : []));
}

function stageLayers(network: Network, stage: Stage): number[] {
  const teachable = teachableLayers(network);
  const found = stage.layers.map((name) => {
    const index = network.layers.findIndex((layer, position) => position > 0 && layer.name === name);
    if (index < 0) throw badStage(`names the layer "${name}", which the design does not have`, network, name);
    if (!teachable.includes(index)) throw badStage(`names the layer "${name}", which is frozen or has no parameters`, network, name);
    return index;
  });
  return [...new Set(found)].sort((one, other) => one - other);
}

function badStage(what: string, { layers }: Network, name: string): WorkbenchError {
  const known = layers.slice(1).map((layer) => `"${layer.name}"`);
  return new WorkbenchError('experiment/bad-stage', `A stage ${what}. The layers are ${known.join(', ')}.`, { layer: name });
}
