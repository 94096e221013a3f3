import type { ProjectSnapshot, SweepSummary, TimedMetrics, TrialSummary } from './snapshots.ts';

/** What the workbench tells its shells unasked; at most ten a second for each trial. */
export interface WorkbenchEvents {
  /** The open project changed in any way but its trials; null when it was closed. */
  projectChanged: ProjectSnapshot | null;
  sweepChanged: SweepSummary;
  trialChanged: { readonly sweepId: string; readonly summary: TrialSummary };
  metricsAdded: { readonly sweepId: string; readonly trial: number; readonly metrics: readonly TimedMetrics[] };
  /** Something a person should know that answers no request of theirs. */
  message: { readonly level: 'info' | 'warning' | 'error'; readonly text: string };
  /** A menu of the shell was used; the name of a renderer command. */
  command: { readonly name: string };
}

export type EventName = keyof WorkbenchEvents;
export type EventListener = <Name extends EventName>(name: Name, payload: WorkbenchEvents[Name]) => void;
