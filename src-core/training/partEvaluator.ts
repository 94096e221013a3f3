import type { PartName, PreparedData } from '../data/partition.ts';
import { WorkbenchError } from '../errors.ts';
import type { TrialSettings } from '../experiment/trialConfig.ts';
import type { Network } from '../network/network.ts';
import { createRandom } from '../random/createRandom.ts';
import { deriveSeed } from '../random/deriveSeed.ts';
import { shuffle } from '../random/shuffle.ts';
import { readouts } from '../readouts/registry.ts';
import type { ReadoutMember } from '../readouts/readout.ts';
import { fitReadoutToNetwork, largestOutputs, stressOfRows } from './answers.ts';
import { countConfusion, shareOnDiagonal } from './confusion.ts';
import { createEvaluator, type Evaluation } from './evaluate.ts';
import { createFitCounter } from './fitShares.ts';
import { judgeIdentification, leastStressed, type Identification } from './identification.ts';
import type { ConfusionMatrix, MetricsRecord } from './metrics.ts';
import type { Phase } from './phase.ts';
import type { PlacedTable } from './sampleTable.ts';

/** Losses and accuracies of the three parts at one moment. */
export interface PartEvaluation {
  readonly measures: Pick<MetricsRecord, `${PartName}${'Loss' | 'Accuracy'}` | 'fitShares' | 'otherAccuracies'>;
  /** What patience looks at: the validation loss, else the test loss, else the training loss. */
  readonly watchedLoss: number | null;
  /** False where the parameters or the training loss are not finite. */
  readonly finite: boolean;
  /** Of the test part; null unless a classification with such a part. */
  readonly confusion: ConfusionMatrix | null;
  /** Of the test part, once the trial ends; null unless the network tells sets apart by stress. */
  readonly identification: Identification | null;
}

/** When an evaluation is asked for. */
export interface EvaluationMoment {
  /** Whether the trial's own skin teaches by now: before, the network can give no answers. */
  readonly isMain: boolean;
  /** Whether it is the trial's last. Readouts that have to be fitted are so then, because that costs as much as some epochs. */
  readonly isLast: boolean;
}

/** Measures a network, as it is now, on the parts of its data. */
export interface PartEvaluator {
  /** Whether answers are compared with targets by a loss while it is taught; patience has nothing to go by otherwise. */
  readonly watchesLoss: boolean;
  /** Whether the last evaluation tells more than one before: there are readouts to be fitted, or an identification to be judged. */
  readonly tellsMoreAtEnd: boolean;
  evaluate(moment: EvaluationMoment): PartEvaluation;
}

interface PartEvaluatorOptions {
  readonly network: Network;
  readonly data: PreparedData;
  readonly seed: number;
  /** What reads the answers; null is what suits the skin. */
  readonly readout: TrialSettings['readout'];
  /** Read beside it when the trial ends. */
  readonly otherReadouts: TrialSettings['otherReadouts'];
  /** The phase in which the trial's own skin teaches. */
  readonly main: Phase;
  /** Where programs find the samples; null to do without programs. */
  readonly table: PlacedTable | null;
}

/** A training part larger than this is judged by a sample of it, the same one all through the trial. */
const mostTrainingRows = 1000;
const nothing: Evaluation = { loss: null, accuracy: null, counts: null };

/**
 * Evaluates the network on the training part (exactly up to 1000 rows, else on 1000 of them drawn once), the validation part and the
 * test part; samples of a set that is left out of teaching are no part of it. Running means over an epoch's batches would be cheaper, but
 * they mix networks of different age.
 * @throws readout/unfit
 */
export function createPartEvaluator(options: PartEvaluatorOptions): PartEvaluator {
  const { network, data, seed, main, otherReadouts } = options;
  const choice = chooseReadout(options);
  const others = otherReadouts.map((readout) => chooseReadout({ main, readout }));
  const fits = createFitCounter(network, data);
  const known = (rows: Uint32Array) => (data.leftOut === null ? rows : rows.filter((row) => data.labels![row] !== data.leftOut));
  const rows = { train: sampleRows(data.parts.train, seed), validation: known(data.parts.validation), test: known(data.parts.test) };
  const answer = createAnswerer(options, choice);
  const otherAnswers = others.map((other) => ({ name: other.member.name, answer: createAnswerer(options, other) }));

  return {
    watchesLoss: choice.member.uses === 'outputs' && main.loss !== null,
    tellsMoreAtEnd: choice.member.uses !== 'outputs' || others.length > 0,
    evaluate(moment) {
      const evaluate = moment.isMain ? answer(moment) : () => nothing;
      const train = evaluate(rows.train);
      const validation = evaluate(rows.validation);
      const test = evaluate(rows.test);
      const measured = moment.isMain && main.loss !== null && data.targets !== null;
      const fitShares = fits?.(rows.train);
      const isEnd = moment.isMain && moment.isLast;
      const otherAccuracies = (isEnd ? otherAnswers : []).map((other) => [other.name, other.answer(moment)(rows.test).accuracy] as const);
      return {
        measures: {
          trainLoss: train.loss,
          trainAccuracy: train.accuracy,
          validationLoss: validation.loss,
          validationAccuracy: validation.accuracy,
          testLoss: test.loss,
          testAccuracy: test.accuracy,
          ...(fitShares && { fitShares }),
          ...(isEnd && others.length > 0 && { otherAccuracies: Object.fromEntries(otherAccuracies) }),
        },
        watchedLoss: rows.validation.length > 0 ? validation.loss : rows.test.length > 0 ? test.loss : train.loss,
        finite: (!measured || train.loss !== null) && network.kernels.allFinite(network.parameters),
        confusion: test.counts && { classNames: [...data.classNames], counts: test.counts.map((row) => [...row]) },
        identification: isEnd && choice.member.uses === 'stress' ? judge(options) : null,
      };
    },
  };
}

interface ChosenReadout {
  readonly member: ReadoutMember;
  readonly parameters: Readonly<Record<string, unknown>>;
}

type Evaluate = (rows: Uint32Array) => Evaluation;

/** How rows are answered at a moment, by the readout that reads this network. */
function createAnswerer(
  { network, data, seed, main, table }: PartEvaluatorOptions,
  { member, parameters }: ChosenReadout,
): (moment: EvaluationMoment) => Evaluate {
  const { labels } = data;
  const measured =
    (answers: (rows: Uint32Array) => Int32Array): Evaluate =>
    (rows) => {
      if (rows.length === 0 || !labels) return nothing;
      const counts = countConfusion(answers(rows), rows, labels, data.classNames.length);
      return { loss: null, accuracy: shareOnDiagonal(counts), counts };
    };
  switch (member.uses) {
    case 'outputs': {
      const { evaluate } = createEvaluator(network, main.loss, data, table);
      return () => (main.loss ? evaluate : measured((rows) => largestOutputs(network, data, rows)));
    }
    case 'stress': {
      const identifier = main.skin.identifier!;
      const answers = (rows: Uint32Array) =>
        leastStressed({ sets: identifier.sets, stress: stressOfRows(network, identifier, data, rows) });
      return () => measured(answers);
    }
    case 'features':
      return ({ isLast }) =>
        isLast && labels ? measured(fitReadoutToNetwork(network, data, { member, parameters, seed })) : () => nothing;
  }
}

function judge({ network, data, main }: PartEvaluatorOptions): Identification | null {
  const rows = data.parts.test;
  const identifier = main.skin.identifier!;
  if (rows.length === 0) return null;
  return judgeIdentification({
    sets: identifier.sets,
    stress: stressOfRows(network, identifier, data, rows),
    labels: Int32Array.from(rows, (row) => data.labels![row]!),
    setNames: data.classNames,
    leftOut: data.leftOut,
  });
}

/** The readout asked for, or the usual one: stress where the skin identifies by it, outputs where it reads targets, else a probe. */
function chooseReadout({ readout, main }: Pick<PartEvaluatorOptions, 'readout' | 'main'>): ChosenReadout {
  const usual = main.skin.identifier ? 'identify' : main.member.reads === 'targets' ? 'outputs' : 'logistic';
  const { type, ...parameters } = readouts.parse(readout ?? { type: usual });
  const member = readouts.get(type);
  if (member.uses === 'stress' && !main.skin.identifier) {
    throw new WorkbenchError(
      'readout/unfit',
      `The readout "${member.label}" needs a skin that teaches every set its own neurons, and "${main.member.label}" does not. Choose another readout.`,
      { readout: member.name, skin: main.member.name },
    );
  }
  return { member, parameters };
}

function sampleRows(rows: Uint32Array, seed: number): Uint32Array {
  if (rows.length <= mostTrainingRows) return rows;
  return shuffle(rows.slice(), createRandom(deriveSeed(seed, 'training sample')))
    .subarray(0, mostTrainingRows)
    .sort();
}
