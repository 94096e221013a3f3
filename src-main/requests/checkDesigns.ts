import type { Table } from '../../src-core/data/dataset.ts';
import type { PreparedData } from '../../src-core/data/partition.ts';
import { prepareData } from '../../src-core/data/prepareData.ts';
import { WorkbenchError } from '../../src-core/errors.ts';
import type { SettingValue } from '../../src-core/experiment/searchSpace.ts';
import type { Sweep } from '../../src-core/experiment/sweep.ts';
import type { TrialSettings } from '../../src-core/experiment/trialConfig.ts';
import type { Design } from '../../src-core/network/design.ts';
import { describeNetwork } from '../../src-core/network/describeNetwork.ts';
import { shapeSize } from '../../src-core/shape.ts';
import { skins } from '../../src-core/skins/registry.ts';
import type { SkinReads } from '../../src-core/skins/skin.ts';
import { requireFitData } from '../../src-core/training/requireFitData.ts';
import { findDesign, findSweep, type Session } from './session.ts';

/**
 * Refuses a sweep whose designs do not fit its data, or whose data lack what its skins read, before any trial is planned.
 * @throws what is wrong, naming the design
 */
export async function checkDesigns({ store, table }: Pick<Session, 'store' | 'table'>, sweepId: string): Promise<void> {
  const sweep = findSweep(store.study, sweepId);
  const read = await table(sweep.datasetId);
  const prepared = preparation(read, sweep.seed);
  for (const { name, design, settings } of sweep.recipes) {
    const taughtBy = [...settings.stages.map(({ skin }) => skin), settings.skin];
    const reads = taughtBy.map(({ type }) => skins.get(type).reads);
    refuseUnfit(`Recipe "${name}"`, { design, data: prepared(settings), reads }, { recipe: name });
  }
  if (sweep.recipes.length > 0) return;
  const data = prepared(sweep.settings);
  const reads = skinsTried(sweep).map((name) => skins.get(name).reads);
  for (const id of sweep.designIds) {
    const { name, design } = findDesign(store.study, id);
    refuseUnfit(`Design "${name}"`, { design, data, reads }, { designId: id });
  }
}

/** Prepares data once for all settings that prepare them alike. */
function preparation(table: Table, seed: number): (settings: TrialSettings) => PreparedData {
  const known = new Map<string, PreparedData>();
  return ({ split, preprocessing, precision }) => {
    const key = JSON.stringify([split, preprocessing, precision]);
    const data = known.get(key) ?? prepareData(table, { split, preprocessing, seed, precision });
    known.set(key, data);
    return data;
  };
}

interface Fit {
  readonly design: Design;
  readonly data: PreparedData;
  readonly reads: readonly SkinReads[];
}

function refuseUnfit(subject: string, { design, data, reads }: Fit, details: Readonly<Record<string, string>>): void {
  try {
    checkDesign(design, data, reads);
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    throw new WorkbenchError(error.code, `${subject}: ${error.message}`, { ...error.details, ...details }, { cause: error });
  }
}

function checkDesign(design: Design, data: PreparedData, reads: readonly SkinReads[]): void {
  const layers = describeNetwork(design, data.inputShape);
  for (const { error } of layers) if (error) throw error;
  const { name, outputShape } = layers.at(-1)!;
  for (const read of reads) requireFitData(read, { name, size: shapeSize(outputShape!) }, data);
}

/** Names of the skins that trials of a sweep have. */
function skinsTried({ settings, space }: Sweep): string[] {
  const varied = space.find(({ path }) => path === 'skin');
  return varied?.kind === 'list' ? varied.values.flatMap(typeName) : [settings.skin.type];
}

function typeName(value: SettingValue): string[] {
  return typeof value === 'object' && value !== null ? [value.type] : [];
}
