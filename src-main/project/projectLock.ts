import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { z } from '../../src-core/schema.ts';
import { exists } from './durableFiles.ts';
import { asWriteError, systemCode } from './fileError.ts';

/** After this many milliseconds without a sign of life a lock is taken over. */
const staleAfter = 10_000;

export interface ProjectLock {
  release(): Promise<void>;
}

/** The lock, or in a sentence why the project can only be read. */
export type LockAttempt = { readonly lock: ProjectLock; readonly refusal: null } | { readonly lock: null; readonly refusal: string };

const ownerSchema = z.object({ host: z.string(), pid: z.number().int() });

/**
 * Takes the one writer's lock of a project. A lock left behind by a process of this machine that is gone is taken over at once,
 * one of another machine when it has gone stale. `onLost` is told, in a sentence, if it is lost meanwhile.
 */
export async function lockProject(folder: string, onLost: (reason: string) => void): Promise<LockAttempt> {
  const lockfilePath = join(folder, 'study.neuron.lock');
  const ownerPath = join(folder, 'study.neuron.owner');
  const onCompromised = () => void lossReason(folder).then(onLost);
  const take = () => lockfile.lock(folder, { lockfilePath, realpath: false, stale: staleAfter, onCompromised });

  let release: () => Promise<void>;
  try {
    release = await take().catch(async (error: unknown) => {
      if (systemCode(error) !== 'ELOCKED' || !(await ownerIsGone(ownerPath))) throw error;
      await rm(lockfilePath, { recursive: true, force: true });
      return take();
    });
  } catch (error) {
    return { lock: null, refusal: await refusal(error, folder, ownerPath) };
  }
  try {
    await writeFile(ownerPath, JSON.stringify({ host: hostname(), pid: process.pid }));
  } catch (error) {
    await rm(ownerPath, { force: true });
    await release();
    return { lock: null, refusal: await refusal(error, folder, ownerPath) };
  }
  return {
    refusal: null,
    lock: {
      async release() {
        await rm(ownerPath, { force: true });
        // A lock lost meanwhile is not ours to release.
        await release().catch(() => undefined);
      },
    },
  };
}

async function lossReason(folder: string): Promise<string> {
  return (await exists(folder).catch(() => false))
    ? 'Another process took over this project, so here it can only be read.'
    : `The folder ${folder} is not there any more, so the project can only be looked at. Bring it back and open it again.`;
}

async function readOwner(ownerPath: string): Promise<z.infer<typeof ownerSchema> | null> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(ownerPath, 'utf8')));
  } catch {
    return null;
  }
}

async function ownerIsGone(ownerPath: string): Promise<boolean> {
  const owner = await readOwner(ownerPath);
  if (owner === null || owner.host !== hostname()) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return systemCode(error) === 'ESRCH';
  }
}

async function refusal(error: unknown, folder: string, ownerPath: string): Promise<string> {
  if (systemCode(error) === 'ELOCKED') {
    const owner = await readOwner(ownerPath);
    const who = owner === null ? '' : ` (process ${owner.pid} on ${owner.host})`;
    return `Another NeuronLearning window or process${who} has this project open, so here it can only be read. Close it there and open it again to make changes.`;
  }
  return `The project can only be read. ${asWriteError(error, folder).message}`;
}
