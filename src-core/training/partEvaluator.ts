import type { PartName, PreparedData } from '../data/partition.ts';
import type { Loss } from '../losses/loss.ts';
import type { Network } from '../network/network.ts';
import { createRandom } from '../random/createRandom.ts';
import { deriveSeed } from '../random/deriveSeed.ts';
import { shuffle } from '../random/shuffle.ts';
import { createEvaluator } from './evaluate.ts';
import type { ConfusionMatrix, MetricsRecord } from './metrics.ts';
import type { PlacedTable } from './sampleTable.ts';

/** Losses and accuracies of the three parts at one moment. */
export interface PartEvaluation {
  readonly measures: Pick<MetricsRecord, `${PartName}${'Loss' | 'Accuracy'}`>;
  /** What patience looks at: the validation loss, else the test loss, else the training loss. */
  readonly watchedLoss: number | null;
  /** False where the parameters or the training loss are not finite. */
  readonly finite: boolean;
  /** Of the test part; null unless a classification with such a part. */
  readonly confusion: ConfusionMatrix | null;
}

/** Measures a network, as it is now, on the parts of its data. */
export interface PartEvaluator {
  evaluate(): PartEvaluation;
}

/** A training part larger than this is judged by a sample of it, the same one all through the trial. */
const mostTrainingRows = 1000;

/**
 * Evaluates the network on the training part (exactly up to 1000 rows, else on 1000 of them drawn once), the validation part and the
 * test part. Running means over an epoch's batches would be cheaper, but they mix networks of different age.
 */
export function createPartEvaluator(
  network: Network,
  loss: Loss | null,
  { data, seed, table }: { readonly data: PreparedData; readonly seed: number; readonly table: PlacedTable | null },
): PartEvaluator {
  const { evaluate } = createEvaluator(network, loss, data, table);
  const trainingRows = sampleRows(data.parts.train, seed);

  return {
    evaluate() {
      const train = evaluate(trainingRows);
      const validation = evaluate(data.parts.validation);
      const test = evaluate(data.parts.test);
      const measured = loss !== null && data.targets !== null;
      return {
        measures: {
          trainLoss: train.loss,
          trainAccuracy: train.accuracy,
          validationLoss: validation.loss,
          validationAccuracy: validation.accuracy,
          testLoss: test.loss,
          testAccuracy: test.accuracy,
        },
        watchedLoss: data.parts.validation.length > 0 ? validation.loss : data.parts.test.length > 0 ? test.loss : train.loss,
        finite: (!measured || train.loss !== null) && network.kernels.allFinite(network.parameters),
        confusion: test.counts && { classNames: [...data.classNames], counts: test.counts.map((row) => [...row]) },
      };
    },
  };
}

function sampleRows(rows: Uint32Array, seed: number): Uint32Array {
  if (rows.length <= mostTrainingRows) return rows;
  return shuffle(rows.slice(), createRandom(deriveSeed(seed, 'training sample')))
    .subarray(0, mostTrainingRows)
    .sort();
}
