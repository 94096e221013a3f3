import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { writeFile } from 'atomically';
import { asWriteError, systemCode } from './fileError.ts';

/** Most milliseconds that a busy file is waited for. */
const busyTimeout = 1000;

/** Makes renames and new files in a folder survive a power cut. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces a file as a whole: after a crash at any moment it holds either what it held before or `content`. */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  await replaceFile(path, content, true);
  await syncFolder(dirname(path));
}

/** `writeDurably` without waiting for the disk: never a half-written file, but after a power cut perhaps the one before. */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  await replaceFile(path, content, false);
}

async function replaceFile(path: string, content: string | Uint8Array, fsync: boolean): Promise<void> {
  // `atomically` makes folders that are missing: a project that was moved away while open would seem to be back, with one file in it.
  await stat(dirname(path));
  await writeFile(path, content, { fsync, chown: false, timeout: busyTimeout });
}

/** Names of what writes leave behind when their process is killed: atomically's files, probes, and datasets not yet in place. */
const leftoverName = /\.tmp-\d{10}[0-9a-f]{6}$|^\.neuron-probe-\d+$|\.new-[0-9a-f]{8}$/;

/** Removes what killed processes left half-written in a folder. Only for the one who may write there: a write under way would be lost. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  // What cannot be removed harms nobody.
  const removals = names.filter((name) => leftoverName.test(name)).map((name) => rm(join(folder, name), { recursive: true, force: true }));
  await Promise.allSettled(removals);
}

/** Writes and removes a small file: permission bits alone do not tell (root, read-only mounts, quotas). Throws what the system says. */
export async function probeWritable(folder: string): Promise<void> {
  const probe = join(folder, `.neuron-probe-${process.pid}`);
  const handle = await open(probe, 'w');
  await handle.close();
  await unlink(probe);
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return false;
    throw error;
  }
}

/** `path`, or the first of `path 2`, `path 3`… that is free; a file keeps its extension. */
export async function freePath(path: string): Promise<string> {
  const extension = extname(path);
  const stem = join(dirname(path), basename(path, extension));
  let candidate = path;
  for (let n = 2; await exists(candidate); n++) candidate = `${stem} ${n}${extension}`;
  return candidate;
}

/** Puts a damaged file out of the way under a name that says so; answers with the new name. */
export async function setAside(path: string): Promise<string> {
  const aside = await freePath(`${path}.damaged`);
  await rename(path, aside);
  await syncFolder(dirname(path));
  return basename(aside);
}

/** Keeps a copy of a damaged file that is about to be replaced; answers with the copy's name. */
export async function copyAside(path: string): Promise<string> {
  const aside = await freePath(`${path}.damaged`);
  await copyFile(path, aside);
  await syncFolder(dirname(path));
  return basename(aside);
}

/** Moves a thing of the project to its bin; nothing is deleted. @throws project/not-writable, project/no-space */
export async function moveToBin(projectFolder: string, relativePath: string): Promise<void> {
  const source = join(projectFolder, relativePath);
  const bin = join(projectFolder, 'bin');
  try {
    if (!(await exists(source))) return;
    await mkdir(bin, { recursive: true });
    await rename(source, await freePath(join(bin, relativePath.replaceAll(/[\\/]/g, '-'))));
    await syncFolder(bin);
    await syncFolder(dirname(source));
  } catch (error) {
    throw asWriteError(error, projectFolder);
  }
}
