import type { Dataset } from '../../src-core/data/dataset.ts';
import type { Sweep } from '../../src-core/experiment/sweep.ts';
import type { SettingValue } from '../../src-core/experiment/searchSpace.ts';
import type { TrialConfig } from '../../src-core/experiment/trialConfig.ts';
import type { Arithmetic } from '../../src-core/kernels/kernelSet.ts';
import type { Design } from '../../src-core/network/design.ts';
import type { ConfusionMatrix, MetricsRecord } from '../../src-core/training/metrics.ts';
import type { Outcome, Termination } from '../../src-core/training/termination.ts';

/** What the renderer is told about where it runs. */
export interface Environment {
  readonly version: string;
  readonly shell: 'electron' | 'browser' | 'commandLine';
  readonly cores: number;
  /** Folder in which new projects are made unless another is given. */
  readonly projectsFolder: string;
  /** Whether the shell has dialogs for files and folders; else the renderer uploads files and asks for a path. */
  readonly hasDialogs: boolean;
}

export interface RecentProject {
  readonly folder: string;
  readonly name: string;
  /** ISO 8601. */
  readonly openedAt: string;
  readonly exists: boolean;
}

export interface SampleSummary {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly attribution: string;
}

export interface NamedDesign {
  readonly id: string;
  readonly name: string;
  readonly design: Design;
}

export type SweepState = 'draft' | 'running' | 'paused' | 'finished';

export interface SweepSummary {
  readonly sweep: Sweep;
  readonly state: SweepState;
  /** Trials by state or outcome. */
  readonly counts: Readonly<Partial<Record<TrialState, number>>>;
  readonly trials: number;
}

/** Everything about the open project but rows of data and trials. Small enough to send whole on every change. */
export interface ProjectSnapshot {
  readonly folder: string;
  readonly name: string;
  readonly notes: string;
  /** Null when it can be written; else why not, in a sentence. */
  readonly readOnly: string | null;
  readonly datasets: readonly Dataset[];
  readonly designs: readonly NamedDesign[];
  readonly sweeps: readonly SweepSummary[];
  /** Damage met and set aside when it was opened, in sentences. */
  readonly warnings: readonly string[];
}

export type TrialState = 'queued' | 'running' | 'stopping' | Outcome;

export interface TrialProgress {
  /** 0…1 of its budget of epochs. */
  readonly fraction: number;
  readonly epoch: number;
  readonly samplesPerSecond: number;
  /** Null while unknown. */
  readonly secondsLeft: number | null;
}

/** A row of the table of trials. */
export interface TrialSummary {
  readonly index: number;
  readonly seed: number;
  readonly designName: string;
  /** What this trial has of the varied settings, by path. */
  readonly varied: Readonly<Record<string, SettingValue>>;
  readonly state: TrialState;
  readonly termination: Termination | null;
  /** The last record. */
  readonly metrics: MetricsRecord | null;
  /** Wall time of training so far, seconds. */
  readonly seconds: number;
  readonly progress: TrialProgress | null;
}

/** A metrics record with the wall time, in seconds of training, at which it was taken. */
export interface TimedMetrics extends MetricsRecord {
  readonly seconds: number;
}

/** What is known only once a trial has ended; result.json. */
export interface TrialResult {
  readonly termination: Termination;
  readonly metrics: MetricsRecord | null;
  readonly parameters: number;
  readonly parametersSha256: string;
  readonly arithmetic: Arithmetic;
  readonly kernels: string;
  readonly confusion: ConfusionMatrix | null;
}

export interface TrialDetails {
  readonly sweepId: string;
  readonly summary: TrialSummary;
  readonly config: TrialConfig;
  readonly metrics: readonly TimedMetrics[];
  readonly result: TrialResult | null;
  /** Of the latest evaluation, also while it runs. */
  readonly confusion: ConfusionMatrix | null;
  /** Last lines of what its process printed or reported. */
  readonly log: readonly string[];
}

/** A trial's network asked over a plane of its two inputs: `values[(row × columns + column) × outputs + output]`, rows from low to high y. */
export interface DecisionBoundary {
  readonly epoch: number;
  readonly x: { readonly name: string; readonly from: number; readonly to: number };
  readonly y: { readonly name: string; readonly from: number; readonly to: number };
  readonly columns: number;
  readonly rows: number;
  readonly outputs: number;
  readonly classNames: readonly string[];
  readonly values: Float32Array;
  /** The data themselves, in the same units: x, y, class (or number) of each row, and whether it is of the test part. */
  readonly points: { readonly x: Float32Array; readonly y: Float32Array; readonly label: Float32Array; readonly test: Uint8Array };
}

/** What the core computes of a dataset is sent as it is. */
export type { DatasetImages } from '../../src-core/data/images.ts';
export type { DatasetRows } from '../../src-core/data/rows.ts';
export type { ColumnStatistics } from '../../src-core/data/statistics.ts';

/** What an importer understood of a file before anything is imported. Everything guessed can be corrected through the importer's options. */
export interface ImportPreview {
  readonly importer: string;
  /** The options in force: those given, and the guesses for the rest. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly rows: number | null;
  readonly columns: readonly {
    readonly name: string;
    readonly kind: Dataset['columns'][number]['kind'];
    readonly role: Dataset['columns'][number]['role'];
    readonly shape: readonly number[];
    readonly missing: number;
    readonly note: string;
  }[];
  /** First rows, as they will be read. */
  readonly sample: readonly (readonly (string | number | null)[])[];
  /** What was guessed or looks odd, in sentences. */
  readonly remarks: readonly string[];
}
