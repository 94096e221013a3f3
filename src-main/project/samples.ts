import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { generators } from '../../src-core/data/generators/registry.ts';
import { WorkbenchError } from '../../src-core/errors.ts';
import { z } from '../../src-core/schema.ts';
import { importOptionsSchema } from '../contract/importOptions.ts';
import type { SampleSummary } from '../contract/snapshots.ts';
import { systemCode } from './fileError.ts';
import { readBounded } from './readBounded.ts';
import { parseStudy, studyFileName } from './studyFile.ts';

const sampleFileName = 'sample.json';
/** A file beside sample.json. */
const fileName = z.string().regex(/^[\w-][\w.-]*$/, 'the name of a file beside sample.json');

/** The name of a sample's folder. */
const sampleId = z.string().regex(/^[\w-]+$/);

/** Skins put side by side, beside the baselines, with layers of so many neurons. */
const comparisonSchema = z.strictObject({
  skins: z.array(z.string()),
  neurons: z.number().int().min(1),
  readouts: z.array(z.string()).default([]),
  epochs: z.number().int().min(1).nullable().default(null),
});

/** sample.json: how the project of a sample is made. */
const sampleSchema = z.strictObject({
  title: z.string().min(1),
  description: z.string(),
  /** What the project's notes say; the description where it is left out. */
  notes: z.string().optional(),
  attribution: z.string().default(''),
  /** Place in the list of samples. */
  order: z.number().int().default(100),
  datasets: z.array(
    z.strictObject({
      id: z.string().min(1),
      name: z.string().min(1),
      attribution: z.string().default(''),
      source: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('generator'), generator: generators.schema }),
        z.strictObject({
          kind: z.literal('files'),
          /** The sample whose files these are, where it is another one. */
          of: sampleId.optional(),
          files: z.array(fileName).min(1),
          options: importOptionsSchema,
        }),
      ]),
    }),
  ),
  /** In compact notation. */
  designs: z.array(z.strictObject({ id: z.string().min(1), name: z.string().min(1), notation: z.string() })),
  /** Drafts; what they leave open has its default. `datasetId` is an id of this file. With `compare`, its recipes are those of a comparison. */
  sweeps: z.array(z.looseObject({ id: z.string().min(1), datasetId: z.string().min(1), compare: comparisonSchema.optional() })),
});
export type Sample = z.infer<typeof sampleSchema>;

/** The shipped samples, in the order they are shown. */
export async function listSamples(samplesFolder: string): Promise<SampleSummary[]> {
  const entries = await readdir(samplesFolder, { withFileTypes: true });
  const ids = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const samples = await Promise.all(ids.map(async (id) => ({ id, ...(await readSample(samplesFolder, id)) })));
  return samples
    .sort((a, b) => a.order - b.order)
    .map(({ id, title, description, attribution }) => ({ id, title, description, attribution }));
}

/** @throws project/unknown-sample, project/damaged-sample */
export async function readSample(samplesFolder: string, id: string): Promise<Sample> {
  const unknown = new WorkbenchError('project/unknown-sample', `There is no sample "${id}".`, { id });
  if (!sampleId.safeParse(id).success) throw unknown;
  let text: string;
  try {
    text = await readBounded(join(samplesFolder, id, sampleFileName));
  } catch (error) {
    throw ['ENOENT', 'ENOTDIR'].includes(systemCode(error)) ? unknown : error;
  }
  try {
    return sampleSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new WorkbenchError(
      'project/damaged-sample',
      `The sample "${id}" cannot be read. Install the program again.`,
      { id },
      { cause: error },
    );
  }
}

/** The folder of a project made from a sample earlier, or null. */
export async function findSampleProject(projectsFolder: string, id: string): Promise<string | null> {
  const entries = await readdir(projectsFolder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((candidate) => candidate.isDirectory() && candidate.name.startsWith(id))) {
    const folder = join(projectsFolder, entry.name);
    if (await isMadeFrom(folder, id)) return folder;
  }
  return null;
}

async function isMadeFrom(folder: string, id: string): Promise<boolean> {
  try {
    return parseStudy(await readBounded(join(folder, studyFileName))).study.sample === id;
  } catch {
    // A folder that is no project, or a damaged one, is not the sample's.
    return false;
  }
}
