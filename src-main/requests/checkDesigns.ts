import { prepareData } from '../../src-core/data/prepareData.ts';
import { describeNetwork } from '../../src-core/network/describeNetwork.ts';
import { findDesign, findSweep, type Session } from './session.ts';

/** Refuses a sweep whose designs do not fit its data, before any trial is planned. @throws what is wrong with the design */
export async function checkDesigns({ store, table }: Pick<Session, 'store' | 'table'>, sweepId: string): Promise<void> {
  const { datasetId, designIds, settings, seed } = findSweep(store.study, sweepId);
  const { split, preprocessing, precision } = settings;
  const { inputShape } = prepareData(await table(datasetId), { split, preprocessing, seed, precision });
  for (const id of designIds) {
    for (const { error } of describeNetwork(findDesign(store.study, id).design, inputShape)) {
      if (error) throw error;
    }
  }
}
