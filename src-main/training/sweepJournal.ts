import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asWriteError } from '../project/fileError.ts';
import { openJournal, type Journal } from '../project/journal.ts';
import { replayTrials, type LiveTrial } from './liveTrial.ts';
import { recoverTrials } from './recoverTrials.ts';
import { sweepRecordSchema, type SweepPlan, type SweepRecord } from './sweepRecords.ts';

export interface SweepJournalOptions {
  readonly projectFolder: string;
  readonly sweepId: string;
  readonly readOnly: boolean;
  /** The plan made from the study as it is now, for a journal that lost its own. */
  readonly currentPlan: () => SweepPlan | null;
}

/** A sweep as its journal tells of it. */
export interface OpenedSweep {
  readonly journal: Journal<SweepRecord>;
  readonly trials: Map<number, LiveTrial>;
  /** Null until the sweep was started. */
  readonly plan: SweepPlan | null;
  /** What was damaged, in sentences. */
  readonly warnings: readonly string[];
}

/** Opens a sweep's journal. Trials that ran when the workbench was last ended are found interrupted. */
export async function openSweepJournal({ projectFolder, sweepId, readOnly, currentPlan }: SweepJournalOptions): Promise<OpenedSweep> {
  const path = join(projectFolder, 'sweeps', sweepId, 'journal.jsonl');
  try {
    if (!readOnly) await mkdir(dirname(path), { recursive: true });
    const journal = await openJournal(path, sweepRecordSchema, { readOnly });
    const trials = replayTrials(journal.records);
    const recorded = journal.records.find((record): record is SweepPlan => record.type === 'begun') ?? null;
    const plan = recorded ?? (trials.size > 0 ? currentPlan() : null);
    const recovered = await recoverTrials({ projectFolder, sweepId, plan, trials, readOnly });
    const missing = recorded === null && plan !== null ? [plan, ...recovered.records] : recovered.records;
    const unwritten = readOnly || missing.length === 0 ? [] : await write(journal, missing, projectFolder);
    return { journal, trials, plan, warnings: [...journal.warnings, ...recovered.warnings, ...unwritten] };
  } catch (error) {
    throw asWriteError(error, projectFolder);
  }
}

/** What was recovered is found again at the next start, so a full disk is no reason not to open a project. Answers with warnings. */
async function write(journal: Journal<SweepRecord>, records: readonly SweepRecord[], projectFolder: string): Promise<string[]> {
  try {
    await journal.append(records);
    return [];
  } catch (error) {
    return [`What was recovered could not be written: ${asWriteError(error, projectFolder).message}`];
  }
}
