import { realpath } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { WorkbenchError } from '../../src-core/errors.ts';
import { version } from '../../package.json';
import { freePath } from '../project/durableFiles.ts';
import { createProject, openProject } from '../project/projectStore.ts';
import { listSamples } from '../project/samples.ts';
import { shortId } from '../project/shortId.ts';
import type { Handlers, WorkbenchContext } from './handlers.ts';
import { openSampleProject } from './openSampleProject.ts';

type ProjectRequests =
  | 'environment'
  | 'recentProjects'
  | 'forgetRecentProject'
  | 'samples'
  | 'project'
  | 'createProject'
  | 'openProject'
  | 'openSample'
  | 'closeProject'
  | 'editProject'
  | 'chooseFiles'
  | 'chooseFolder';

export function projectRequests(context: WorkbenchContext): Handlers<ProjectRequests> {
  const { services, recent } = context;

  return {
    environment: () => ({
      version,
      shell: services.shell,
      cores: availableParallelism(),
      projectsFolder: services.projectsFolder,
      hasDialogs: services.dialogs !== null,
    }),
    recentProjects: () => recent.list(),
    async forgetRecentProject({ folder }) {
      await recent.forget(folder);
      return null;
    },
    samples: () => listSamples(services.samplesFolder),
    project: () => context.openSession?.snapshot() ?? null,
    async createProject({ name, folder }) {
      const target = folder === null ? await freePath(join(services.projectsFolder, shortId(name, [], 'project'))) : resolve(folder);
      return (await context.replaceSession((onLockLost) => createProject(target, name, onLockLost))).snapshot();
    },
    async openProject({ folder }) {
      const target = resolve(folder);
      const open = context.openSession;
      if (open && (await isSameFolder(open.store.folder, target))) return open.snapshot();
      return (await context.replaceSession((onLockLost) => openProject(target, onLockLost))).snapshot();
    },
    async openSample({ sample }) {
      await openSampleProject(context, sample);
      return context.session().snapshot();
    },
    async closeProject() {
      await context.closeSession();
      return null;
    },
    async editProject({ name, notes }) {
      const { store, snapshot } = context.writableSession();
      await store.update((study) => ({ ...study, name: name ?? study.name, notes: notes ?? study.notes }));
      if (name !== undefined) await recent.remember(store.folder, name);
      context.projectChanged();
      return snapshot();
    },
    chooseFiles: ({ purpose }) => dialogs().chooseFiles(purpose),
    chooseFolder: ({ purpose }) => dialogs().chooseFolder(purpose),
  };

  function dialogs() {
    if (services.dialogs) return services.dialogs;
    throw new WorkbenchError('request/no-dialogs', 'This shell has no dialogs for files; give their paths, or upload them.');
  }
}

/** Also where one of them is a link to the other. */
async function isSameFolder(one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  try {
    return (await realpath(one)) === (await realpath(other));
  } catch {
    // One of them is not there; opening it will tell.
    return false;
  }
}
