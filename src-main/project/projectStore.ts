import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkbenchError } from '../../src-core/errors.ts';
import { probeWritable, removeLeftovers, setAside, writeDurably } from './durableFiles.ts';
import { asWriteError, systemCode } from './fileError.ts';
import { lockProject, type ProjectLock } from './projectLock.ts';
import { readBounded } from './readBounded.ts';
import { formatStudy, parseStudy, studyFileName, studyFormatVersion, type ReadStudy, type Study } from './studyFile.ts';

/** The open project's study.neuron, held by its one writer. */
export interface ProjectStore {
  readonly folder: string;
  /** Null when it can be written; else why not, in a sentence. */
  readonly readOnly: string | null;
  /** Damage met and set aside, in sentences. */
  readonly warnings: readonly string[];
  readonly study: Study;
  /** Changes the study and writes it; a change that cannot be written is undone. @throws project/read-only, project/not-writable */
  update(change: (study: Study) => Study): Promise<void>;
  /** Waits for writes under way, refuses later ones, and lets others open the project. */
  close(): Promise<void>;
}

const previousFileName = `${studyFileName}.previous`;

/** Makes a project in a new or empty folder and opens it. @throws project/folder-not-empty, project/not-writable */
export async function createProject(
  folder: string,
  name: string,
  onLockLost: () => void,
  sample: string | null = null,
): Promise<ProjectStore> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) {
      throw new WorkbenchError(
        'project/folder-not-empty',
        `The folder ${folder} is not empty. Choose a new or an empty folder for a project.`,
        { folder },
      );
    }
    await probeWritable(folder);
    const study: Study = {
      format: 'neuron-study',
      version: studyFormatVersion,
      name,
      notes: '',
      datasets: [],
      designs: [],
      sweeps: [],
      sample,
    };
    await writeDurably(join(folder, studyFileName), formatStudy(study));
  } catch (error) {
    throw asWriteError(error, folder);
  }
  return openProject(folder, onLockLost);
}

/**
 * Opens a project; read-only where somebody else has it open, the folder cannot be written or a newer program wrote it.
 * @throws project/not-found, project/damaged, project/unreadable
 */
export async function openProject(folder: string, onLockLost: () => void): Promise<ProjectStore> {
  await requireProjectFolder(folder);
  let lockLoss: string | null = null;
  const attempt = await lockProject(folder, (reason) => {
    lockLoss = reason;
    onLockLost();
  });
  try {
    const access = await findAccess(folder, attempt.refusal);
    if (access === null) await removeProjectLeftovers(folder);
    const opened = await readStudy(folder, access === null);
    return makeStore(folder, opened, attempt.lock, () => lockLoss ?? newerRefusal(opened) ?? access);
  } catch (error) {
    await attempt.lock?.release();
    throw error;
  }
}

/** Trials' folders are seen to where they are recovered: there can be very many. */
async function removeProjectLeftovers(folder: string): Promise<void> {
  const sweepsFolder = join(folder, 'sweeps');
  const sweeps = await readdir(sweepsFolder).catch(() => []);
  for (const place of [folder, join(folder, 'datasets'), ...sweeps.map((id) => join(sweepsFolder, id))]) await removeLeftovers(place);
}

interface OpenedStudy extends ReadStudy {
  readonly text: string;
  readonly warnings: readonly string[];
}

function makeStore(folder: string, opened: OpenedStudy, lock: ProjectLock | null, readOnly: () => string | null): ProjectStore {
  let { study, text } = opened;
  let last: Promise<void> = Promise.resolve();
  let closed = false;

  async function write(next: Study): Promise<void> {
    const nextText = formatStudy(next);
    if (nextText === text) return;
    try {
      await writeDurably(join(folder, previousFileName), text);
      await writeDurably(join(folder, studyFileName), nextText);
    } catch (error) {
      throw asWriteError(error, folder);
    }
    study = next;
    text = nextText;
  }

  function reasonNotToWrite(): string | null {
    return closed ? 'The project was closed meanwhile.' : readOnly();
  }

  return {
    folder,
    get readOnly() {
      return reasonNotToWrite();
    },
    warnings: opened.warnings,
    get study() {
      return study;
    },
    update(change) {
      const reason = reasonNotToWrite();
      if (reason !== null) return Promise.reject(new WorkbenchError('project/read-only', reason, { folder }));
      const written = last.then(() => write(change(study)));
      last = written.catch(() => undefined);
      return written;
    },
    async close() {
      closed = true;
      await last;
      await lock?.release();
    },
  };
}

async function requireProjectFolder(folder: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    throw new WorkbenchError('project/not-found', `There is no folder ${folder} (${systemCode(error)}).`, { folder }, { cause: error });
  }
  if (names.includes(studyFileName) || names.includes(previousFileName)) return;
  throw new WorkbenchError('project/not-found', `The folder ${folder} holds no ${studyFileName}, so it is not a NeuronLearning project.`, {
    folder,
  });
}

async function findAccess(folder: string, lockRefusal: string | null): Promise<string | null> {
  if (lockRefusal !== null) return lockRefusal;
  try {
    await probeWritable(folder);
    return null;
  } catch (error) {
    return asWriteError(error, folder).message;
  }
}

function newerRefusal({ newerVersion }: ReadStudy): string | null {
  if (newerVersion === null) return null;
  return `This project was written by a newer version of NeuronLearning (format ${newerVersion}; this one knows ${studyFormatVersion}), so it can only be read, and parts may be missing.`;
}

/** Reads study.neuron; a damaged one is set aside and the previous good copy takes its place. */
async function readStudy(folder: string, writable: boolean): Promise<OpenedStudy> {
  const current = await tryRead(join(folder, studyFileName));
  if (current.ok) return { ...current, warnings: [] };
  const previous = await tryRead(join(folder, previousFileName));
  if (!previous.ok) {
    throw new WorkbenchError(
      'project/damaged',
      `${studyFileName} in ${folder} cannot be read (${current.reason}), nor can its previous copy (${previous.reason}). Both were left as they are; restore one from a backup.`,
      { folder },
    );
  }
  let kept = '';
  if (writable) {
    if (current.exists) kept = ` The damaged file is kept as ${await setAside(join(folder, studyFileName))}.`;
    await writeDurably(join(folder, studyFileName), previous.text);
  }
  return {
    ...previous,
    warnings: [`${studyFileName} cannot be read (${current.reason}); its previous good copy was opened instead.${kept}`],
  };
}

function unreadable(path: string, cause: unknown): WorkbenchError {
  const reason = systemCode(cause) || String(cause);
  return new WorkbenchError(
    'project/unreadable',
    `${path} cannot be read (${reason}). Check its permissions and its disk.`,
    { path },
    { cause },
  );
}

type StudyAttempt =
  ({ readonly ok: true; readonly text: string } & ReadStudy) | { readonly ok: false; readonly exists: boolean; readonly reason: string };

async function tryRead(path: string): Promise<StudyAttempt> {
  let text: string;
  try {
    text = await readBounded(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { ok: false, exists: false, reason: 'it is missing' };
    // A file that cannot be reached is not a damaged one: its previous copy must not take its place.
    throw error instanceof WorkbenchError ? error : unreadable(path, error);
  }
  try {
    return { ok: true, text, ...parseStudy(text) };
  } catch (error) {
    return { ok: false, exists: true, reason: error instanceof Error ? error.message : String(error) };
  }
}
