import { countTrials, plannedTrials } from '../../src-core/experiment/plannedTrials.ts';
import { asWorkbenchError } from '../../src-core/errors.ts';
import type { TrialResult } from '../contract/snapshots.ts';
import { exists, removeLeftovers } from '../project/durableFiles.ts';
import { endTrial, newTrial, type LiveTrial } from './liveTrial.ts';
import type { PlannedRecord, SweepPlan, SweepRecord } from './sweepRecords.ts';
import { readMetrics, readResult, readTiming, trialFiles, type TrialFiles } from './trialFiles.ts';

export interface JournalLeftovers {
  readonly projectFolder: string;
  readonly sweepId: string;
  readonly plan: SweepPlan | null;
  /** Another process may be running its trials. */
  readonly readOnly: boolean;
  /** Completed in place. */
  readonly trials: Map<number, LiveTrial>;
}

/**
 * Makes good what a crash or a damaged journal left open: trials whose plan is lost are planned anew, and trials without an end get
 * the one in their result.json, or are interrupted. Answers with the records that say so.
 */
export async function recoverTrials({
  projectFolder,
  sweepId,
  plan,
  trials,
  readOnly,
}: JournalLeftovers): Promise<{ records: SweepRecord[]; warnings: string[] }> {
  const records: SweepRecord[] = [];
  const warnings: string[] = [];
  if (plan !== null) {
    const { missing, warning } = missingPlans(plan, trials);
    records.push(...missing);
    if (warning !== null) warnings.push(warning);
    for (const record of missing) trials.set(record.trial, await trialFromFolder(projectFolder, sweepId, record));
  }
  for (const [index, trial] of [...trials].sort(([a], [b]) => a - b)) {
    trials.delete(index);
    trials.set(index, trial);
    if (trial.state !== 'running') continue;
    const files = trialFiles(projectFolder, sweepId, index);
    if (!readOnly) await removeLeftovers(files.folder);
    records.push(await endFromFiles(files, trial, readOnly ? 'it runs in another window, or did' : 'the workbench ended while it ran'));
  }
  return { records, warnings };
}

function missingPlans(plan: SweepPlan, trials: ReadonlyMap<number, LiveTrial>): { missing: PlannedRecord[]; warning: string | null } {
  try {
    if (trials.size >= countTrials(plan.sweep)) return { missing: [], warning: null };
    return { missing: planRecords(plan.sweep).filter(({ trial }) => !trials.has(trial)), warning: null };
  } catch (error) {
    return {
      missing: [],
      warning: `The trials of sweep "${plan.sweep.name}" could not be planned anew: ${asWorkbenchError(error).message}`,
    };
  }
}

/** The records of the trials that a sweep plans. @throws what is wrong with the search space */
export function planRecords(sweep: SweepPlan['sweep']): PlannedRecord[] {
  return plannedTrials(sweep).map(({ index, seed, designId, recipe, assignment }) => ({
    type: 'planned',
    trial: index,
    seed,
    designId,
    recipe,
    varied: { ...assignment },
  }));
}

/** A trial whose records could not be applied: its folder alone tells whether it was ever started. */
async function trialFromFolder(projectFolder: string, sweepId: string, record: PlannedRecord): Promise<LiveTrial> {
  const trial = newTrial(record);
  if (await exists(trialFiles(projectFolder, sweepId, record.trial).config)) trial.state = 'running';
  return trial;
}

async function endFromFiles(files: TrialFiles, trial: LiveTrial, interruption: string): Promise<SweepRecord> {
  const [result, timing] = await Promise.all([readResult(files), readTiming(files)]);
  const termination: TrialResult['termination'] = result?.termination ?? { kind: 'interrupted', reason: interruption };
  endTrial(trial, termination);
  trial.metrics = result?.metrics ?? (await readMetrics(files.metrics)).at(-1) ?? null;
  trial.seconds = timing?.seconds ?? 0;
  return { type: 'ended', trial: trial.plan.trial, termination, metrics: trial.metrics, seconds: trial.seconds };
}
