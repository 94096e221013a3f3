import type { Random } from '../random/random.ts';
import { shuffle } from '../random/shuffle.ts';
import type { Nonlinearity } from './featureParameters.ts';
import { withNonlinearity } from './nonlinearity.ts';
import type { FeatureTable, FittedReadout, ReadoutMember, ReadoutTask } from './readout.ts';
import { fitStandardisation } from './standardise.ts';

/** What `auto` chooses from. */
const candidates: readonly Nonlinearity[] = ['none', 'relu', 'softmax5', 'square', 'cube'];
/** The choice is made on a part of the rows, so that it takes no longer than the fit itself. */
const mostChoosingRows = 3000;
const keptBackShare = 0.2;

interface ReadoutChoice {
  readonly member: ReadoutMember;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Deals the rows on which the nonlinearity is chosen. */
  readonly random: Random;
}

/**
 * Fits a readout of features: chooses the nonlinearity where that is left open, on rows of the training part kept back for it, then
 * standardises and fits on all of them.
 */
export function fitReadout(
  task: ReadoutTask,
  { member, parameters, random }: ReadoutChoice,
): FittedReadout & { readonly nonlinearity: Nonlinearity } {
  const wanted = parameters['nonlinearity'] as Nonlinearity | 'auto';
  const nonlinearity = wanted === 'auto' ? choose(task, member, parameters, random) : wanted;
  return { ...fitWith(task, member, parameters, nonlinearity), nonlinearity };
}

function fitWith(
  task: ReadoutTask,
  member: ReadoutMember,
  parameters: Readonly<Record<string, unknown>>,
  nonlinearity: Nonlinearity,
): FittedReadout {
  const features = withNonlinearity(task.features, nonlinearity);
  const standardise = fitStandardisation(features);
  const fitted = member.fit!({ ...task, features: standardise(features) }, parameters);
  return { classify: (table) => fitted.classify(standardise(withNonlinearity(table, nonlinearity))) };
}

function choose(task: ReadoutTask, member: ReadoutMember, parameters: Readonly<Record<string, unknown>>, random: Random): Nonlinearity {
  const order = shuffle(
    Uint32Array.from({ length: task.features.rows }, (_, row) => row),
    random,
  ).subarray(0, mostChoosingRows);
  const keptBack = Math.max(1, Math.round(order.length * keptBackShare));
  const [judged, fitted] = [order.subarray(0, keptBack), order.subarray(keptBack)];
  if (fitted.length === 0) return 'none';
  const part: ReadoutTask = {
    ...task,
    features: rowsOf(task.features, fitted),
    labels: Int32Array.from(fitted, (row) => task.labels[row]!),
  };
  const judgedFeatures = rowsOf(task.features, judged);
  let best: { readonly nonlinearity: Nonlinearity; readonly right: number } = { nonlinearity: 'none', right: -1 };
  for (const nonlinearity of candidates) {
    const answers = fitWith(part, member, parameters, nonlinearity).classify(judgedFeatures);
    const right = answers.reduce((count, answer, index) => count + (answer === task.labels[judged[index]!] ? 1 : 0), 0);
    if (right > best.right) best = { nonlinearity, right };
  }
  return best.nonlinearity;
}

function rowsOf({ columns, values }: FeatureTable, rows: Uint32Array): FeatureTable {
  const picked = values.slice(0, rows.length * columns);
  rows.forEach((row, index) => picked.set(values.subarray(row * columns, (row + 1) * columns), index * columns));
  return { rows: rows.length, columns, values: picked };
}
