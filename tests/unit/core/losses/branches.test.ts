import { describe, expect, it } from 'vitest';
import { createLoss } from '../../../../src-core/losses/createLoss.ts';
import { losses } from '../../../../src-core/losses/registry.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { outputUpdateOf } from '../../../../src-core/network/outputUpdate.ts';
import type { Choice } from '../../../../src-core/registry.ts';

describe('the smooth branches of a loss', () => {
  it.each([
    [{ type: 'pNorm', p: 1 }, 0, [-1, 0, 1], [-1, 0, 1]],
    [{ type: 'pNorm', p: 2 }, 0, [-1, 0, 1], null],
    [{ type: 'huber', delta: 0.5 }, 0, [-1, 0, 0.4, 1], [-1, 0, 0, 1]],
    [{ type: 'hinge', margin: 1 }, 1, [0.5, 1, 2], [1, 0, -1]],
    [{ type: 'hinge', margin: 1 }, -1, [-0.5, -1, -2], [1, 0, -1]],
  ] as const)('%j at the target %d', (choice, target, outputs, branches) => {
    const { type, ...parameters } = losses.parse(choice);
    const branch = losses.get(type).branch?.(parameters) ?? null;
    expect(branch && outputs.map((output) => branch(output, target))).toEqual(branches);
  });

  it('are those of the outputs divided by their sum under eq. 13', () => {
    const branchesAt = (normalised: boolean) => {
      const choice: Choice = { type: 'pNorm', p: 1 };
      const loss = createLoss(choice, { normalised, outputUpdate: outputUpdateOf(parseNotation('full 2 exp')) });
      return loss.branchesOf!(new Float64Array([3, 1, 0.5, 0.5]), 0, 2, 2);
    };
    expect(branchesAt(false)).toEqual([1, 1]);
    expect(branchesAt(true)).toEqual([1, -1]);
  });
});
