import type { PreparedData } from '../data/partition.ts';
import type { TrialSettings } from '../experiment/trialConfig.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { compileNetwork } from '../network/compileNetwork.ts';
import type { Design } from '../network/design.ts';
import type { Network } from '../network/network.ts';
import { planOrRefuse } from '../network/planNetwork.ts';
import { createRandom } from '../random/createRandom.ts';
import { deriveSeed } from '../random/deriveSeed.ts';
import { skins } from '../skins/registry.ts';
import { shapeSize, type Shape } from '../shape.ts';
import { batchRows } from './batchFeed.ts';
import { createPartEvaluator, type PartEvaluator } from './partEvaluator.ts';
import { createPhases, type Phase } from './phase.ts';
import { createSampleTable, type PlacedTable } from './sampleTable.ts';
import { sampleWeights } from './sampleWeights.ts';
import { batchesOfCall } from './teacher.ts';

/** Rows of a forward pass when nothing is taught; more would only cost memory. */
const evaluationRows = 256;
/** A network of many axons is evaluated with fewer rows, so that its axons stay below this. */
const mostEvaluationAxons = 2 ** 23;

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
  readonly phases: readonly Phase[];
  readonly evaluator: PartEvaluator;
}

/** Puts a trial together; throws what `createTrainer` does. */
export function assembleTrial({ design, settings, seed, data, kernels }: TrialSetup): TrialParts {
  const trainingRows = data.parts.train.length;
  const taughtRows = [settings, ...settings.stages].map(({ batchSize }) => batchRows(batchSize, trainingRows));
  const batch = Math.max(...taughtRows, Math.min(rowsOfEvaluation(design, data.inputShape), data.rows));
  const network = compileNetwork(design, data.inputShape, { kernels, batch, random: createRandom(deriveSeed(seed, 'weights')) });
  const table = createTable({ network, data, settings, taughtRows });
  const phases = createPhases({ network, data, settings, seed, table });
  const main = phases.at(-1)!;
  const { readout, otherReadouts } = settings;
  return { network, phases, evaluator: createPartEvaluator({ network, data, seed, readout, otherReadouts, main, table }) };
}

interface TableOptions {
  readonly network: Network;
  readonly data: PreparedData;
  readonly settings: TrialSettings;
  /** Rows of a batch of each phase. */
  readonly taughtRows: readonly number[];
}

/** The samples where programs find them; null where no skin of the trial reads targets, so that none of the others can come by them. */
function createTable({ network, data, settings, taughtRows }: TableOptions): PlacedTable | null {
  const readsTargets = [settings, ...settings.stages].some(({ skin }) => skins.get(skin.type).reads === 'targets');
  if (!readsTargets) return null;
  const calls = taughtRows.map((rows) => batchesOfCall(network, rows) * rows);
  return createSampleTable(network.kernels, data, sampleWeights(data, settings.classWeights), {
    batchRows: network.batch,
    mostRows: Math.max(network.batch, ...calls),
  });
}

function rowsOfEvaluation(design: Design, inputShape: Shape): number {
  const axons = planOrRefuse(design, inputShape).reduce((sum, { shape }) => sum + shapeSize(shape), 0);
  return Math.max(1, Math.min(evaluationRows, Math.floor(mostEvaluationAxons / axons)));
}
