import { asWorkbenchError } from '../../../src-core/errors.ts';
import { gridValues } from '../../../src-core/experiment/dimensionValues.ts';
import { plannedTrials, type PlannedTrial } from '../../../src-core/experiment/plannedTrials.ts';
import { sweepSchema, type Sweep } from '../../../src-core/experiment/sweep.ts';
import { settingLabel } from '../../components/forms/settingWords.ts';
import { formatQuantity } from '../../format/formatNumber.ts';

/** The trials a sweep will have, or why it can have none. */
export interface SweepPlan {
  readonly trials: readonly PlannedTrial[];
  /** What the number of trials is the product of: "3 learning rate", "2 designs", "5 seeds". */
  readonly factors: readonly string[];
  readonly problem: string | null;
}

export function planSweep(sweep: Sweep): SweepPlan {
  const parsed = sweepSchema.safeParse(sweep);
  // What is wrong with the form itself is said beside the fields and among the problems.
  if (!parsed.success) return { trials: [], factors: [], problem: null };
  try {
    return { trials: plannedTrials(parsed.data), factors: factorsOf(parsed.data), problem: null };
  } catch (error) {
    return { trials: [], factors: [], problem: asWorkbenchError(error).message };
  }
}

function factorsOf({ strategy, space, designIds, recipes, repeats }: Sweep): string[] {
  const assignments =
    strategy.type === 'grid'
      ? space.map((dimension) => `${gridValues(dimension).length} × ${settingLabel(dimension.path).toLowerCase()}`)
      : [formatQuantity(Number(strategy['trials'] ?? 1), 'draw')];
  const isComparison = recipes.length > 0;
  const variants = isComparison ? recipes.length : designIds.length;
  const designs = variants > 1 ? [formatQuantity(variants, isComparison ? 'recipe' : 'design')] : [];
  const seeds = repeats > 1 ? [formatQuantity(repeats, 'seed')] : [];
  return [...assignments, ...designs, ...seeds];
}
