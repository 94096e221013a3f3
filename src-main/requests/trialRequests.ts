import { join } from 'node:path';
import type { TimedMetrics, TrialDetails } from '../contract/snapshots.ts';
import { sweepReport, type SweepReportContent } from '../export/sweepReport.ts';
import { writeDurably } from '../project/durableFiles.ts';
import { asWriteError } from '../project/fileError.ts';
import type { InspectedTrial } from '../training/inspection.ts';
import { readResult, readTimedMetrics, trialFiles } from '../training/trialFiles.ts';
import { checkDesigns } from './checkDesigns.ts';
import type { Handlers, WorkbenchContext } from './handlers.ts';
import type { Session } from './session.ts';

type TrialRequests =
  | 'startSweep'
  | 'pauseSweep'
  | 'resumeSweep'
  | 'stopTrial'
  | 'resumeTrial'
  | 'retryTrial'
  | 'trials'
  | 'trialMetrics'
  | 'trialDetails'
  | 'decisionBoundary'
  | 'receptiveFields'
  | 'outputMap'
  | 'exportReport';

/** Requests that run sweeps and look at their trials. */
export function trialRequests(context: WorkbenchContext): Handlers<TrialRequests> {
  return {
    async startSweep({ id }) {
      const session = context.writableSession();
      await checkDesigns(session, id);
      await session.scheduler.start(id);
      return session.scheduler.summary(id);
    },
    pauseSweep({ id }) {
      const { scheduler } = context.writableSession();
      scheduler.run(id).pause();
      return scheduler.summary(id);
    },
    async resumeSweep({ id }) {
      const { scheduler } = context.writableSession();
      await scheduler.run(id).resume();
      return scheduler.summary(id);
    },
    async stopTrial({ sweepId, trial }) {
      const run = context.writableSession().scheduler.run(sweepId);
      await run.stopTrial(trial);
      return run.trial(trial);
    },
    async resumeTrial({ sweepId, trial }) {
      const run = context.writableSession().scheduler.run(sweepId);
      await run.resumeTrial(trial);
      return run.trial(trial);
    },
    async retryTrial({ sweepId, trial }) {
      const run = context.writableSession().scheduler.run(sweepId);
      await run.retryTrial(trial);
      return run.trial(trial);
    },
    trials: ({ sweepId }) => context.session().scheduler.run(sweepId).trials(),
    async trialMetrics({ sweepId, trials }) {
      const session = context.session();
      const metrics = await Promise.all(trials.map((trial) => metricsOf(session, sweepId, trial)));
      return Object.fromEntries(trials.map((trial, position) => [trial, metrics[position]!]));
    },
    async trialDetails({ sweepId, trial }): Promise<TrialDetails> {
      const session = context.session();
      const run = session.scheduler.run(sweepId);
      const result = await readResult(trialFiles(session.store.folder, sweepId, trial));
      return {
        sweepId,
        summary: run.trial(trial),
        config: run.config(trial),
        metrics: await metricsOf(session, sweepId, trial),
        result,
        confusion: run.course(trial)?.confusion ?? result?.confusion ?? null,
        log: run.log(trial),
      };
    },
    decisionBoundary({ sweepId, trial, resolution }) {
      const session = context.session();
      return session.inspection.decisionBoundary(inspected(session, sweepId, trial), resolution);
    },
    receptiveFields({ sweepId, trial, ...wanted }) {
      const session = context.session();
      return session.inspection.receptiveFields(inspected(session, sweepId, trial), wanted);
    },
    outputMap({ sweepId, trial, layer, pair }) {
      const session = context.session();
      return session.inspection.outputMap(inspected(session, sweepId, trial), layer, pair);
    },
    async exportReport({ sweepId }) {
      const session = context.writableSession();
      const path = join(session.store.folder, 'sweeps', sweepId, 'report.html');
      const page = sweepReport(await reportContent(session, sweepId));
      await writeDurably(path, page).catch((error: unknown) => Promise.reject(asWriteError(error, session.store.folder)));
      return { path };
    },
  };
}

function inspected({ scheduler, store, datasetFolder }: Session, sweepId: string, trial: number): InspectedTrial {
  const config = scheduler.run(sweepId).config(trial);
  const checkpointPath = trialFiles(store.folder, sweepId, trial).checkpoint;
  return { config, checkpointPath, datasetFolder: datasetFolder(config.dataset.id) };
}

async function reportContent(session: Session, sweepId: string): Promise<SweepReportContent> {
  const { name, datasets, designs } = session.snapshot();
  const summary = session.scheduler.summary(sweepId);
  const trials = session.scheduler.run(sweepId).trials();
  const metrics: Record<number, readonly TimedMetrics[]> = {};
  for (const { index } of trials) metrics[index] = await metricsOf(session, sweepId, index);
  const dataset = datasets.find(({ id }) => id === summary.sweep.datasetId) ?? null;
  return { projectName: name, dataset, designs, summary, trials, metrics, writtenAt: new Date() };
}

/** From memory while it runs, else from its files. */
async function metricsOf({ scheduler, store }: Session, sweepId: string, trial: number): Promise<readonly TimedMetrics[]> {
  const run = scheduler.run(sweepId);
  run.trial(trial);
  return run.course(trial)?.metrics ?? readTimedMetrics(trialFiles(store.folder, sweepId, trial));
}
