import { createLoss } from '../losses/createLoss.ts';
import { compileNetwork } from '../network/compileNetwork.ts';
import type { Network } from '../network/network.ts';
import { parseNotation } from '../network/notation/parseNotation.ts';
import { outputUpdateOf } from '../network/outputUpdate.ts';
import { optimizers } from '../optimizers/registry.ts';
import { createRandom } from '../random/createRandom.ts';
import { z } from '../schema.ts';
import { backpropagation } from '../skins/backpropagation.ts';
import { featureParameters } from './featureParameters.ts';
import type { FeatureTable, FittedReadout, ReadoutMember, ReadoutTask } from './readout.ts';

const parameters = z.object({
  penalty: z
    .number()
    .min(0)
    .max(1e3)
    .default(0.002)
    .meta({ label: 'L2 penalty', help: 'Adds half the sum of squared weights, times this, to the mean cross-entropy.' }),
  steps: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .meta({ label: 'Steps', help: 'Most steps of L-BFGS on the whole training part.' }),
  ...featureParameters,
});

/** A softmax layer over the frozen features, fitted by L-BFGS: mean cross-entropy + ½ λ |W|² over the training part. */
export const logistic: ReadoutMember = {
  name: 'logistic',
  label: 'Logistic probe',
  summary: 'A softmax over the frozen features, fitted by L-BFGS with an L2 penalty: the usual measure of what a layer has learned.',
  equation: 'minimise −mean log softmax(W x + b)_class + ½ λ |W|²',
  parameters,
  uses: 'features',
  fit(task, given) {
    const { penalty, steps } = parameters.parse(given);
    return fitLogistic(task, penalty, steps);
  },
};

function fitLogistic({ features, labels, classes, createKernels }: ReadoutTask, penalty: number, steps: number): FittedReadout {
  const kernels = createKernels();
  const design = parseNotation(`full ${classes} softmax init=constant`);
  const network = compileNetwork(design, [features.columns], { kernels, batch: features.rows, random: createRandom(1) });
  const skin = backpropagation.create(
    {
      network,
      layers: [1],
      sets: 0,
      loss: createLoss({ type: 'crossEntropy' }, { normalised: false, outputUpdate: outputUpdateOf(design) }),
      penalties: { l1: 0, l2: penalty },
      optimizer: optimizers.get('lbfgs').create(optimizers.get('lbfgs').parameters.parse({ stepsPerBatch: 1 })),
      random: () => createRandom(1),
    },
    {},
  );
  const targets = kernels.arena.allocate([features.rows, classes]);
  const wanted = kernels.arena.view(targets);
  labels.forEach((label, row) => (wanted[row * classes + label] = 1));
  kernels.arena.view(network.inputs).set(features.values);
  for (let step = 0; step < steps; step++) {
    const { trouble, steps: taken } = skin.step({ reads: 'targets', rows: features.rows, whole: true, targets, weights: null });
    if (trouble || taken === 0) break;
  }
  return { classify: (table) => classifyRows(network, table, classes) };
}

function classifyRows(network: Network, { rows, columns, values }: FeatureTable, classes: number): Int32Array {
  const { arena } = network.kernels;
  const answers = new Int32Array(rows);
  for (let from = 0; from < rows; from += network.batch) {
    const count = Math.min(network.batch, rows - from);
    arena.elements.set(values.subarray(from * columns, (from + count) * columns), network.inputs.offset);
    network.forward(count);
    const outputs = arena.view(network.outputs);
    for (let row = 0; row < count; row++) answers[from + row] = largest(outputs, row * classes, classes);
  }
  return answers;
}

function largest(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let index = 1; index < count; index++) if (values[start + index]! > values[start + best]!) best = index;
  return best;
}
