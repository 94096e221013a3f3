import type { Dataset } from '../../../src-core/data/dataset.ts';
import { outputSizeOf } from '../../../src-core/data/inputShape.ts';
import type { Design } from '../../../src-core/network/design.ts';
import { parseNotation } from '../../../src-core/network/notation/parseNotation.ts';

/** What a new design begins with: a layer to change, and outputs that fit the dataset's target. */
export function starterDesign(dataset: Dataset | undefined): Design {
  const outputs = (dataset && outputSizeOf(dataset)) ?? 2;
  const isRegression = dataset?.columns.some(({ role, kind }) => role === 'target' && kind === 'numeric') ?? false;
  return parseNotation(`full 16 tanh name=hidden > full ${Math.max(1, outputs)} ${isRegression ? 'identity' : 'softmax'} name=output`);
}
