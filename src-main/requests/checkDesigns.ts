import type { PreparedData } from '../../src-core/data/partition.ts';
import { prepareData } from '../../src-core/data/prepareData.ts';
import { WorkbenchError } from '../../src-core/errors.ts';
import type { SettingValue } from '../../src-core/experiment/searchSpace.ts';
import type { Sweep } from '../../src-core/experiment/sweep.ts';
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
  const { split, preprocessing, precision } = sweep.settings;
  const data = prepareData(await table(sweep.datasetId), { split, preprocessing, seed: sweep.seed, precision });
  const reads = skinsTried(sweep).map((name) => skins.get(name).reads);
  for (const id of sweep.designIds) {
    const { name, design } = findDesign(store.study, id);
    try {
      checkDesign(design, data, reads);
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      throw new WorkbenchError(error.code, `Design "${name}": ${error.message}`, { ...error.details, designId: id }, { cause: error });
    }
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
