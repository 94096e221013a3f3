import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkSpace } from '../../src-core/experiment/checkSpace.ts';
import { WorkbenchError } from '../../src-core/errors.ts';
import { moveToBin } from '../project/durableFiles.ts';
import { asWriteError, systemCode } from '../project/fileError.ts';
import { shortId } from '../project/shortId.ts';
import type { Study } from '../project/studyFile.ts';
import type { Handlers, WorkbenchContext } from './handlers.ts';
import { findDesign, findSweep, type Session } from './session.ts';

type StudyRequests = 'saveDesign' | 'deleteDesign' | 'saveSweep' | 'deleteSweep';

/** Requests about what a study describes: its designs, and its sweeps as far as they are described. */
export function studyRequests(context: WorkbenchContext): Handlers<StudyRequests> {
  return {
    async saveDesign({ id, name, design }) {
      const { store } = context.writableSession();
      if (id !== null) findDesign(store.study, id);
      let saved: Study['designs'][number] = { id: id ?? '', name, design };
      await store.update((study) => {
        const taken = study.designs.map((other) => other.id);
        saved = { ...saved, id: id ?? shortId(name, taken, 'design') };
        return { ...study, designs: replaceOrAdd(study.designs, saved) };
      });
      context.projectChanged();
      return saved;
    },
    async deleteDesign({ id }) {
      const { store, scheduler } = context.writableSession();
      findDesign(store.study, id);
      const draft = store.study.sweeps.find((sweep) => sweep.designIds.includes(id) && !scheduler.run(sweep.id).begun);
      if (draft)
        throw new WorkbenchError('design/in-use', `The sweep "${draft.name}" uses this design. Take it out of the sweep first.`, {
          id,
          sweep: draft.id,
        });
      await store.update((study) => ({ ...study, designs: study.designs.filter((other) => other.id !== id) }));
      context.projectChanged();
      return null;
    },
    async saveSweep({ sweep }) {
      const session = context.writableSession();
      const { store, scheduler, dataset } = session;
      const known = store.study.sweeps.some(({ id }) => id === sweep.id);
      if (known && scheduler.run(sweep.id).begun) {
        throw new WorkbenchError(
          'experiment/already-started',
          `The sweep "${sweep.name}" was started, so its settings are fixed. Make a new sweep.`,
          { id: sweep.id },
        );
      }
      dataset(sweep.datasetId);
      for (const id of sweep.designIds) findDesign(store.study, id);
      checkSpace(sweep.space);
      const id = known ? sweep.id : await newSweep(session, sweep.name);
      await store.update((study) => ({ ...study, sweeps: replaceOrAdd(study.sweeps, { ...sweep, id }) }));
      context.projectChanged();
      return scheduler.summary(id);
    },
    async deleteSweep({ id }) {
      const { store, scheduler } = context.writableSession();
      findSweep(store.study, id);
      await scheduler.release(id);
      try {
        await store.update((study) => ({ ...study, sweeps: study.sweeps.filter((other) => other.id !== id) }));
      } catch (error) {
        await scheduler.open(id);
        throw error;
      }
      scheduler.forget(id);
      await moveToBin(store.folder, `sweeps/${id}`);
      context.projectChanged();
      return null;
    },
  };
}

/**
 * Opens a sweep's journal under a new id, which its folder keeps from others that are made at the same time. Folders of sweeps that
 * study.neuron does not know, such as after its previous copy was opened, are left alone.
 */
async function newSweep({ store, scheduler }: Session, name: string): Promise<string> {
  const taken = store.study.sweeps.map(({ id }) => id);
  const sweepsFolder = join(store.folder, 'sweeps');
  try {
    await mkdir(sweepsFolder, { recursive: true });
    for (;;) {
      const id = shortId(name, taken, 'sweep');
      if (await makeFolder(join(sweepsFolder, id))) {
        await scheduler.open(id);
        return id;
      }
      taken.push(id);
    }
  } catch (error) {
    throw asWriteError(error, store.folder);
  }
}

/** False where there is one already. */
async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function replaceOrAdd<T extends { readonly id: string }>(items: readonly T[], item: T): T[] {
  return items.some(({ id }) => id === item.id) ? items.map((other) => (other.id === item.id ? item : other)) : [...items, item];
}
