import { columnKindSchema, columnRoleSchema } from '../../src-core/data/dataset.ts';
import { generators } from '../../src-core/data/generators/registry.ts';
import { sweepSchema } from '../../src-core/experiment/sweep.ts';
import { designSchema } from '../../src-core/network/design.ts';
import { z } from '../../src-core/schema.ts';
import { importOptionsSchema } from './importOptions.ts';

const id = z.string().min(1).max(200);
const name = z.string().trim().min(1).max(200);
const path = z.string().min(1).max(4096);
const trial = z.strictObject({ sweepId: id, trial: z.number().int().min(0) });
const files = z.array(path).min(1).max(16);
const range = { from: z.number().int().min(0), count: z.number().int().min(1).max(1000) };

/** The parameters of every request, checked where they arrive. One object each; requests without parameters take `{}`. */
export const requestSchemas = {
  environment: z.strictObject({}),
  recentProjects: z.strictObject({}),
  forgetRecentProject: z.strictObject({ folder: path }),
  samples: z.strictObject({}),

  project: z.strictObject({}),
  /** Without a folder: a new one of that name in the projects folder. */
  createProject: z.strictObject({ name, folder: path.nullable().default(null) }),
  openProject: z.strictObject({ folder: path }),
  /** Copies the sample into the projects folder, unless an unchanged copy is there already, and opens it. */
  openSample: z.strictObject({ sample: id }),
  closeProject: z.strictObject({}),
  editProject: z.strictObject({ name: name.optional(), notes: z.string().max(1_000_000).optional() }),

  /** Desktop only: asks with the system's dialog; empty when cancelled. */
  chooseFiles: z.strictObject({ purpose: z.enum(['dataset', 'labels']) }),
  chooseFolder: z.strictObject({ purpose: z.enum(['openProject', 'newProject']) }),

  previewImport: z.strictObject({ files, options: importOptionsSchema }),
  importDataset: z.strictObject({ files, options: importOptionsSchema, name: name.nullable().default(null) }),
  generateDataset: z.strictObject({ name, generator: generators.schema }),
  editDataset: z.strictObject({
    id,
    name: name.optional(),
    columns: z.array(z.strictObject({ name: z.string(), role: columnRoleSchema.optional(), kind: columnKindSchema.optional() })).optional(),
  }),
  deleteDataset: z.strictObject({ id }),
  datasetRows: z.strictObject({ id, ...range }),
  datasetImages: z.strictObject({ id, ...range }),
  datasetStatistics: z.strictObject({ id }),
  /** What preprocessing will do to each column. */
  datasetTreatments: z.strictObject({ id }),

  /** Without an id: a new design. */
  saveDesign: z.strictObject({ id: id.nullable(), name, design: designSchema }),
  deleteDesign: z.strictObject({ id }),

  /** An existing sweep can be changed until it was started. */
  saveSweep: z.strictObject({ sweep: sweepSchema }),
  deleteSweep: z.strictObject({ id }),
  startSweep: z.strictObject({ id }),
  /** Running trials stop at their next checkpoint; queued ones wait. */
  pauseSweep: z.strictObject({ id }),
  /** Goes on with queued, stopped and interrupted trials. */
  resumeSweep: z.strictObject({ id }),
  stopTrial: trial,
  resumeTrial: trial,
  /** Runs it again from the start. */
  retryTrial: trial,

  trials: z.strictObject({ sweepId: id }),
  trialMetrics: z.strictObject({ sweepId: id, trials: z.array(z.number().int().min(0)).max(1000) }),
  trialDetails: trial,
  decisionBoundary: z.strictObject({
    sweepId: id,
    trial: z.number().int().min(0),
    resolution: z.number().int().min(8).max(200).default(80),
  }),
  /** What neurons `from` … of a layer look for. */
  receptiveFields: z.strictObject({
    sweepId: id,
    trial: z.number().int().min(0),
    layer: name,
    from: z.number().int().min(0).max(10_000_000),
    count: z.number().int().min(1).max(256),
  }),
  /** Where a layer puts the samples of the test part by two neighbouring axons: `pair` 0 is the first two, 1 the next two. */
  outputMap: z.strictObject({
    sweepId: id,
    trial: z.number().int().min(0),
    layer: name,
    pair: z.number().int().min(0).max(10_000_000),
  }),
  /** Writes a self-contained HTML page beside the sweep's trials; answers with its path. */
  exportReport: z.strictObject({ sweepId: id }),
} as const;

export type RequestName = keyof typeof requestSchemas;
/** What a caller passes: defaults may be left out, and nothing of it is changed. */
export type RequestParameters<Name extends RequestName> = DeepReadonly<z.input<(typeof requestSchemas)[Name]>>;
/** What the workbench gets: checked, with defaults filled in. */
export type CheckedParameters<Name extends RequestName> = z.output<(typeof requestSchemas)[Name]>;

type DeepReadonly<Value> = Value extends object ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> } : Value;
