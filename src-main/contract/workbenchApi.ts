import type { Dataset } from '../../src-core/data/dataset.ts';
import type { ColumnTreatment } from '../../src-core/data/partition.ts';
import type { RequestName, RequestParameters } from './requests.ts';
import type {
  ColumnStatistics,
  DatasetImages,
  DatasetRows,
  DecisionBoundary,
  Environment,
  ImportPreview,
  NamedDesign,
  OutputMap,
  ProjectSnapshot,
  RecentProject,
  SampleSummary,
  SweepSummary,
  TimedMetrics,
  TrialDetails,
  TrialReceptiveFields,
  TrialSummary,
} from './snapshots.ts';

/** What each request answers with. */
export interface Answers {
  environment: Environment;
  recentProjects: readonly RecentProject[];
  forgetRecentProject: null;
  samples: readonly SampleSummary[];
  project: ProjectSnapshot | null;
  createProject: ProjectSnapshot;
  openProject: ProjectSnapshot;
  openSample: ProjectSnapshot;
  closeProject: null;
  editProject: ProjectSnapshot;
  chooseFiles: readonly string[];
  chooseFolder: string | null;
  previewImport: ImportPreview;
  importDataset: Dataset;
  generateDataset: Dataset;
  editDataset: Dataset;
  deleteDataset: null;
  datasetRows: DatasetRows;
  datasetImages: DatasetImages;
  datasetStatistics: readonly ColumnStatistics[];
  datasetTreatments: readonly ColumnTreatment[];
  saveDesign: NamedDesign;
  deleteDesign: null;
  saveSweep: SweepSummary;
  deleteSweep: null;
  startSweep: SweepSummary;
  pauseSweep: SweepSummary;
  resumeSweep: SweepSummary;
  stopTrial: TrialSummary;
  resumeTrial: TrialSummary;
  retryTrial: TrialSummary;
  trials: readonly TrialSummary[];
  trialMetrics: Readonly<Record<number, readonly TimedMetrics[]>>;
  trialDetails: TrialDetails;
  decisionBoundary: DecisionBoundary;
  receptiveFields: TrialReceptiveFields;
  outputMap: OutputMap;
  exportReport: { readonly path: string };
}

/** Everything a shell can ask of the workbench. Rejects with a WorkbenchError. Long work answers at once and tells of its course by events. */
export type WorkbenchApi = {
  readonly [Name in RequestName]: (parameters: RequestParameters<Name>) => Promise<Answers[Name]>;
};
