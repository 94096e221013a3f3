import { WorkbenchError, type ErrorCode } from '../errors.ts';
import type { Choice } from '../registry.ts';
import type { LossMember } from './loss.ts';
import { losses } from './registry.ts';

interface Demand {
  readonly code: ErrorCode;
  readonly isMet: (value: number) => boolean;
  readonly what: string;
}

const demands: Readonly<Record<Exclude<LossMember['targets'], 'any'>, Demand>> = {
  shares: { code: 'loss/needs-shares', isMet: (value) => value >= 0, what: 'compares shares, which are 0 or above' },
  unit: {
    code: 'loss/needs-unit-targets',
    isMet: (value) => value >= 0 && value <= 1,
    what: 'compares probabilities, which lie between 0 and 1',
  },
  signs: {
    code: 'loss/needs-signs',
    isMet: (value) => value === 0 || Math.abs(value) === 1,
    what: 'asks for a yes or no, written as 1 and 0 or −1',
  },
};

/**
 * Refuses targets that a loss cannot compare: those of a divergence are shares, 0 or above, such as one-hot classes; those of hinge and
 * shell say yes or no.
 * @param targets `[rows, columns]`
 * @throws loss/needs-shares, loss/needs-unit-targets, loss/needs-signs naming the first row at fault; loss/no-such-class;
 * registry/unknown-member, registry/bad-parameters
 */
export function refuseUnfitTargets(choice: Choice, targets: ArrayLike<number>, columns: number): void {
  const checked = losses.parse(choice);
  const { label, targets: wanted } = losses.get(checked.type);
  refuseMissingClass(checked, label, columns);
  if (wanted === 'any') return;
  const { code, isMet, what } = demands[wanted];
  for (let index = 0; index < targets.length; index++) {
    const value = targets[index]!;
    if (isMet(value)) continue;
    const row = Math.floor(index / columns);
    throw new WorkbenchError(
      code,
      `${label} ${what}, but row ${row + 1} has the target ${value}. Choose the p-norm for targets that are numbers, or a column of classes; or have numeric targets left as they are.`,
      { loss: choice.type, row, value },
    );
  }
}

function refuseMissingClass({ type, memberClass }: Choice, label: string, columns: number): void {
  if (typeof memberClass !== 'number' || memberClass <= columns) return;
  throw new WorkbenchError(
    'loss/no-such-class',
    `${label} takes class ${memberClass} for its members, but there are ${columns}. Choose a place from 1 to ${columns}.`,
    { loss: type, memberClass, columns },
  );
}
