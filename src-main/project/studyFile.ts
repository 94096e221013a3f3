import { sweepSchema } from '../../src-core/experiment/sweep.ts';
import { designSchema } from '../../src-core/network/design.ts';
import { WorkbenchError } from '../../src-core/errors.ts';
import { z } from '../../src-core/schema.ts';
import { migrateStudy } from './migrations.ts';

export const studyFileName = 'study.neuron';
export const studyFormatVersion = 1;

/** An id that is also the name of a folder, so that no project can lead out of its own. */
const folderId = z.string().regex(/^[A-Za-z0-9][\w.-]{0,199}$/, 'no name of a folder');

const namedDesignSchema = z.strictObject({ id: z.string().min(1), name: z.string().min(1).max(200), design: designSchema });

const storedSweepSchema = sweepSchema.safeExtend({ id: folderId, datasetId: folderId });

/** study.neuron: all of a project but its data and its trials. */
export const studySchema = z.strictObject({
  format: z.literal('neuron-study'),
  version: z.literal(studyFormatVersion),
  name: z.string().min(1).max(200),
  notes: z.string().default(''),
  /** Ids, which are also the names of folders under datasets/, in the order they are shown. */
  datasets: z.array(folderId).default([]),
  designs: z.array(namedDesignSchema).default([]),
  sweeps: z.array(storedSweepSchema).default([]),
  /** The shipped sample this project was made from. */
  sample: z.string().nullable().default(null),
});
export type Study = z.infer<typeof studySchema>;

/** What can still be shown of a format that is not known yet. */
const newerStudySchema = z.looseObject({
  name: z.string().min(1),
  notes: z.string().catch(''),
  datasets: z.array(folderId).catch([]),
  designs: z.array(z.unknown()).catch([]),
  sweeps: z.array(z.unknown()).catch([]),
});

export interface ReadStudy {
  readonly study: Study;
  /** Set where the file was written by a newer version of the program. */
  readonly newerVersion: number | null;
}

/** @throws project/damaged-study when the text is no study */
export function parseStudy(text: string): ReadStudy {
  const raw = parseJson(text);
  const version = versionOf(raw);
  if (version > studyFormatVersion) return { study: readNewer(raw), newerVersion: version };
  const parsed = studySchema.safeParse(migrateStudy(raw, version, studyFormatVersion));
  if (parsed.success) return { study: parsed.data, newerVersion: null };
  const [issue] = parsed.error.issues;
  throw damaged(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown content'}`);
}

export function formatStudy(study: Study): string {
  return `${JSON.stringify(study, null, 2)}\n`;
}

function readNewer(raw: object): Study {
  const parsed = newerStudySchema.safeParse(raw);
  if (!parsed.success) throw damaged('its parts are not those of a study');
  const { name, notes, datasets, designs, sweeps } = parsed.data;
  return {
    format: 'neuron-study',
    version: studyFormatVersion,
    name,
    notes,
    datasets,
    designs: designs.flatMap((design) => namedDesignSchema.safeParse(design).data ?? []),
    sweeps: sweeps.flatMap((sweep) => storedSweepSchema.safeParse(sweep).data ?? []),
    sample: null,
  };
}

function parseJson(text: string): object {
  try {
    const raw: unknown = JSON.parse(text);
    if (typeof raw === 'object' && raw !== null) return raw;
  } catch {
    // Answered below, with the same words as JSON that is no object.
  }
  throw damaged('it is not a JSON object');
}

function versionOf(raw: object): number {
  const { format, version } = raw as { format?: unknown; version?: unknown };
  if (format === 'neuron-study' && Number.isInteger(version) && (version as number) >= 1) return version as number;
  throw damaged('its format and version are missing');
}

function damaged(reason: string): WorkbenchError {
  return new WorkbenchError('project/damaged-study', `${studyFileName} is damaged: ${reason}.`, { reason });
}
