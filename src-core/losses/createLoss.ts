import { WorkbenchError } from '../errors.ts';
import { subTensor } from '../kernels/arena.ts';
import type { LossKernel, UpdateFunction } from '../kernels/kernelSet.ts';
import type { Choice } from '../registry.ts';
import { liesWithinUnit } from './liesWithinUnit.ts';
import type { Loss, LossMember, SampleLoss } from './loss.ts';
import { lossOfSoftmax } from './lossOfSoftmax.ts';
import { normalised as normalise } from './normalised.ts';
import { losses } from './registry.ts';

/** What a loss must know of the layer it reads; `outputUpdateOf` makes one from a design. */
export interface OutputUpdate {
  /** Name of the last layer, for messages. */
  readonly layer: string;
  /** Label of its update, for messages. */
  readonly label: string;
  readonly update: UpdateFunction;
  readonly values: 'any' | 'positive' | 'distribution';
}

/** How a registered loss is put over a network. */
export interface LossOptions {
  /** The loss sees outputs divided by their sum (eq. 13). */
  readonly normalised: boolean;
  readonly outputUpdate: OutputUpdate;
}

/**
 * The loss of a batch from a registered one: its mean over samples, its normalised form, and its stable form where the last update is
 * softmax, exp under a normalised loss, or logistic under one that has such a form.
 * @throws registry/unknown-member, registry/bad-parameters, loss/needs-distribution, loss/needs-unit, loss/needs-positive
 */
export function createLoss(choice: Choice, { normalised, outputUpdate }: LossOptions): Loss {
  const { type, ...parameters } = losses.parse(choice);
  const member = losses.get(type);
  refuseUnfit(member, normalised, outputUpdate);
  const loss = overUpdate(member, parameters, normalised, outputUpdate.update);
  const branch = member.branch?.(parameters);
  return branch ? { ...loss, branchesOf: branchesOver(branch, normalised) } : loss;
}

function overUpdate(member: LossMember, parameters: Readonly<Record<string, unknown>>, normalised: boolean, update: UpdateFunction): Loss {
  // Over a softmax the sum is 1 already, so that the normalised form is the loss itself.
  if (update.kernel === 'softmax' && (normalised || member.outputs === 'distribution')) {
    return overBatch(ofSoftmax(member, parameters, 1), 'preactivations', member.kernelOfSoftmax?.(parameters, 1));
  }
  if (update.kind === 'elementwise' && update.kernel === 'exp' && normalised) {
    return overBatch(ofSoftmax(member, parameters, update.beta), 'preactivations', member.kernelOfSoftmax?.(parameters, update.beta));
  }
  if (update.kind === 'elementwise' && update.kernel === 'logistic' && !normalised && member.createOfLogistic) {
    const kernel = member.kernelOfLogistic?.(parameters, update.beta);
    return overBatch(member.createOfLogistic(parameters, update.beta), 'preactivations', kernel);
  }
  const loss = member.create(parameters);
  return normalised ? overBatch(normalise(loss), 'outputs') : overBatch(loss, 'outputs', member.kernel?.(parameters));
}

function ofSoftmax(member: LossMember, parameters: Readonly<Record<string, unknown>>, beta: number): SampleLoss {
  return member.createOfSoftmax?.(parameters, beta) ?? lossOfSoftmax(member.create(parameters), beta);
}

/** The branches of outputs as the loss sees them: under eq. 13, divided by their sum. */
function branchesOver(branch: (x: number, target: number) => number, normalised: boolean): NonNullable<Loss['branchesOf']> {
  return (elements, x, target, columns) => {
    const outputs = Array.from(elements.subarray(x, x + columns));
    const divisor = normalised ? outputs.reduce((sum, output) => sum + output, 0) : 1;
    return outputs.map((output, index) => branch(output / divisor, elements[target + index]!));
  };
}

function overBatch(loss: SampleLoss, gradientOf: Loss['gradientOf'], kernel: LossKernel | null = null): Loss {
  return {
    gradientOf,
    evaluate(kernels, { outputs, preactivations, columns }, targets, gradients, rows, weights = null) {
      const read = gradientOf === 'preactivations' ? preactivations : outputs;
      if (!read)
        throw new WorkbenchError('loss/no-preactivations', 'This loss is taken together with the last update and needs its sums z.');
      if (kernel && kernels.lossSum) return kernels.lossSum(kernel, { read, targets, weights, gradients }, rows, columns);
      const { elements } = kernels.arena;
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        const start = row * columns;
        const value = loss(elements, read.offset + start, targets.offset + start, gradients && gradients.offset + start, columns);
        const weight = weights ? elements[weights.offset + row]! : 1;
        sum += weight * value;
        if (weights && gradients) kernels.scale(subTensor(gradients, start, [columns]), weight);
      }
      if (gradients) kernels.scale(subTensor(gradients, 0, [rows, columns]), 1 / rows);
      return sum;
    },
  };
}

function refuseUnfit(member: LossMember, normalised: boolean, { layer, label, values, update }: OutputUpdate): void {
  if (values === 'distribution') return;
  const details = { loss: member.name, layer, update: label };
  if (normalised && values === 'any') {
    throw new WorkbenchError(
      'loss/needs-positive',
      `A normalised loss divides outputs by their sum, but the last layer "${layer}" has the update ${label}, whose values can be 0 or negative. ` +
        'Give it exp, logistic or softmax, or switch the normalised form off.',
      details,
    );
  }
  if (!normalised && member.outputs === 'distribution') {
    throw new WorkbenchError(
      'loss/needs-distribution',
      `${member.label} needs outputs that are positive and sum to 1, but the last layer "${layer}" has the update ${label}. ` +
        'Give it softmax, or give it exp or logistic and switch the normalised form on.',
      details,
    );
  }
  if (!normalised && member.outputs === 'unit' && !liesWithinUnit(update)) {
    throw new WorkbenchError(
      'loss/needs-unit',
      `${member.label} needs outputs between 0 and 1, but the last layer "${layer}" has the update ${label}. Give it logistic or softmax.`,
      details,
    );
  }
}
