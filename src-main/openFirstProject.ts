import type { WorkbenchApi } from './contract/workbenchApi.ts';

/** The sample a new user meets: two inputs, so that its decision boundary can be watched. */
const firstSample = 'spiral';

/** What a shell was asked to open when it started. */
export interface FirstProject {
  readonly folder?: string | undefined;
  readonly sample?: string | undefined;
}

/** Opens what was asked for; else the project that was open last, as long as it is still there; else the first sample. */
export async function openFirstProject(api: WorkbenchApi, { folder, sample }: FirstProject): Promise<void> {
  if (folder !== undefined) {
    await api.openProject({ folder });
    return;
  }
  const last = sample === undefined ? (await api.recentProjects({})).find(({ exists }) => exists) : undefined;
  if (last) await api.openProject({ folder: last.folder });
  else await api.openSample({ sample: sample ?? firstSample });
}
