import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '../../src-core/schema.ts';
import type { RecentProject } from '../contract/snapshots.ts';
import { exists, setAside, writeAtomically } from './durableFiles.ts';
import { systemCode } from './fileError.ts';
import { readBounded } from './readBounded.ts';
import { studyFileName } from './studyFile.ts';

const kept = 20;
const mostBytes = 2 ** 20;
const recentSchema = z.array(z.object({ folder: z.string(), name: z.string(), openedAt: z.string() })).max(kept);
type Recent = z.infer<typeof recentSchema>;

/** The projects opened lately, newest first, remembered in the user's data folder. */
export interface RecentProjects {
  list(): Promise<readonly RecentProject[]>;
  remember(folder: string, name: string): Promise<void>;
  forget(folder: string): Promise<void>;
}

export function recentProjects(userDataFolder: string): RecentProjects {
  const path = join(userDataFolder, 'recent-projects.json');

  async function read(): Promise<Recent> {
    try {
      return recentSchema.parse(JSON.parse(await readBounded(path, mostBytes)));
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') await setAside(path).catch(() => undefined);
      return [];
    }
  }

  async function write(recent: Recent): Promise<void> {
    await mkdir(userDataFolder, { recursive: true });
    await writeAtomically(path, JSON.stringify(recent, null, 2));
  }

  return {
    async list() {
      const recent = await read();
      return Promise.all(
        recent.map(async (project) => ({ ...project, exists: await exists(join(project.folder, studyFileName)).catch(() => false) })),
      );
    },
    async remember(folder, name) {
      const others = (await read()).filter((project) => project.folder !== folder);
      const recent = [{ folder, name, openedAt: new Date().toISOString() }, ...others].slice(0, kept);
      await write(recent);
    },
    async forget(folder) {
      const others = (await read()).filter((project) => project.folder !== folder);
      await write(others);
    },
  };
}
