import type { PreparedData } from '../data/partition.ts';
import type { Design } from '../network/design.ts';
import { parseNotation } from '../network/notation/parseNotation.ts';

/** A design to begin with: one hidden layer of ReLU, then a softmax over the classes, or one identity axon a number. */
export function defaultDesign(data: Pick<PreparedData, 'task' | 'outputSize'>): Design {
  return parseNotation(
    data.task === 'classification'
      ? `full 64 relu > full ${data.outputSize} softmax`
      : `full 64 relu > full ${Math.max(1, data.outputSize)}`,
  );
}

/** The loss to begin with: cross-entropy where outputs are a distribution (softmax, or normalised), else the p-norm of eq. 14. */
export function defaultLoss(design: Design, normalised: boolean): 'crossEntropy' | 'pNorm' {
  return normalised || design.layers.at(-1)?.update.type === 'softmax' ? 'crossEntropy' : 'pNorm';
}
