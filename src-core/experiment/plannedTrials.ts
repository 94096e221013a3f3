import { WorkbenchError } from '../errors.ts';
import { checkSpace } from './checkSpace.ts';
import type { Assignment } from './searchSpace.ts';
import { settingsForAssignment } from './settingsForAssignment.ts';
import { strategies } from './strategies/registry.ts';
import type { AssignmentPlan } from './strategies/strategy.ts';
import type { Sweep } from './sweep.ts';

/** A trial of a sweep before it runs. */
export interface PlannedTrial {
  /** 0, 1, … in the order in which they are started. */
  readonly index: number;
  /** Id of a design of the project; null where a recipe has its own. */
  readonly designId: string | null;
  /** Name of a recipe of the sweep; null where there are none. */
  readonly recipe: string | null;
  /** Values of the varied settings, by path. */
  readonly assignment: Assignment;
  /** The same for every design and assignment of one repeat, so that they can be compared seed by seed. */
  readonly seed: number;
}

const mostTrials = 100_000;

/**
 * How many trials a sweep has, without making them.
 * @throws experiment/duplicate-path, experiment/bad-range, experiment/too-many-trials
 */
export function countTrials(sweep: Sweep): number {
  return planOf(sweep).total;
}

/**
 * Every design with every assignment, with every seed: `seed, seed + 1, …`. Repeats come last, so that a sweep stopped half-way has
 * tried everything with the first seeds.
 * @throws experiment/duplicate-path, experiment/bad-range, experiment/unknown-path, experiment/bad-value, experiment/too-many-trials
 */
export function plannedTrials(sweep: Sweep): PlannedTrial[] {
  const { plan, total } = planOf(sweep);
  const assignments = Array.from({ length: plan.count }, (_, index) => plan.assignment(index, []));
  const bases = sweep.recipes.length > 0 ? sweep.recipes.map(({ settings }) => settings) : [sweep.settings];
  for (const settings of bases) for (const assignment of assignments) settingsForAssignment(settings, assignment);
  const variants = variantsOf(sweep);

  return Array.from({ length: total }, (_, index) => {
    const combination = index % (total / sweep.repeats);
    return {
      index,
      ...variants[combination % variants.length]!,
      assignment: assignments[Math.floor(combination / variants.length)]!,
      seed: sweep.seed + Math.floor((index * sweep.repeats) / total),
    };
  });
}

/** What is tried with every assignment: each recipe, or each design. */
function variantsOf({ recipes, designIds }: Sweep): Pick<PlannedTrial, 'designId' | 'recipe'>[] {
  if (recipes.length > 0) return recipes.map(({ name }) => ({ designId: null, recipe: name }));
  return designIds.map((designId) => ({ designId, recipe: null }));
}

function planOf(sweep: Sweep): { readonly plan: AssignmentPlan; readonly total: number } {
  checkSpace(sweep.space);
  const { type, ...parameters } = strategies.parse(sweep.strategy);
  const plan = strategies.get(type).plan(sweep.space, parameters, sweep.seed);
  const total = plan.count * variantsOf(sweep).length * sweep.repeats;
  if (total > mostTrials) {
    const message = `The sweep has ${total} trials, and ${mostTrials} is the most. Vary fewer settings, or draw them at random.`;
    throw new WorkbenchError('experiment/too-many-trials', message, { total, most: mostTrials });
  }
  return { plan, total };
}
