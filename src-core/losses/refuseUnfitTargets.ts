import { WorkbenchError } from '../errors.ts';
import type { Choice } from '../registry.ts';
import { losses } from './registry.ts';

/**
 * Refuses targets that a loss cannot compare: those of a divergence are shares, 0 or above, such as one-hot classes.
 * @param targets `[rows, columns]`
 * @throws loss/needs-shares naming the first row at fault; registry/unknown-member, registry/bad-parameters
 */
export function refuseUnfitTargets(choice: Choice, targets: ArrayLike<number>, columns: number): void {
  const { label, outputs } = losses.get(losses.parse(choice).type);
  if (outputs === 'any') return;
  for (let index = 0; index < targets.length; index++) {
    const value = targets[index]!;
    if (value >= 0) continue;
    const row = Math.floor(index / columns);
    throw new WorkbenchError(
      'loss/needs-shares',
      `${label} compares shares, which are 0 or above, but row ${row + 1} has the target ${value}. Choose the p-norm for targets that are numbers, or a column of classes.`,
      { loss: choice.type, row, value },
    );
  }
}
