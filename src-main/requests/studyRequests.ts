import { join } from 'node:path';
import { checkSpace } from '../../src-core/experiment/checkSpace.ts';
import { WorkbenchError } from '../../src-core/errors.ts';
import { exists, moveToBin } from '../project/durableFiles.ts';
import { shortId } from '../project/shortId.ts';
import type { Handlers, WorkbenchContext } from './handlers.ts';
import { findDesign, findSweep } from './session.ts';

type StudyRequests = 'saveDesign' | 'deleteDesign' | 'saveSweep' | 'deleteSweep';

/** Requests about what a study describes: its designs, and its sweeps as far as they are described. */
export function studyRequests(context: WorkbenchContext): Handlers<StudyRequests> {
  return {
    async saveDesign({ id, name, design }) {
      const { store } = context.writableSession();
      if (id !== null) findDesign(store.study, id);
      const saved = {
        id:
          id ??
          shortId(
            name,
            store.study.designs.map((other) => other.id),
            'design',
          ),
        name,
        design,
      };
      await store.update((study) => ({ ...study, designs: replaceOrAdd(study.designs, saved) }));
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
      const { store, scheduler, dataset } = context.writableSession();
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
      const saved = known ? sweep : { ...sweep, id: await freeSweepId(sweep.name) };
      await store.update((study) => ({ ...study, sweeps: replaceOrAdd(study.sweeps, saved) }));
      if (!known) await scheduler.open(saved.id);
      context.projectChanged();
      return scheduler.summary(saved.id);
    },
    async deleteSweep({ id }) {
      const { store, scheduler } = context.writableSession();
      findSweep(store.study, id);
      await scheduler.forget(id);
      await store.update((study) => ({ ...study, sweeps: study.sweeps.filter((other) => other.id !== id) }));
      await moveToBin(store.folder, `sweeps/${id}`);
      context.projectChanged();
      return null;
    },
  };

  /** Folders of sweeps that study.neuron does not know, such as after its previous copy was opened, are left alone. */
  async function freeSweepId(name: string): Promise<string> {
    const { store } = context.session();
    const taken = store.study.sweeps.map(({ id }) => id);
    for (;;) {
      const id = shortId(name, taken, 'sweep');
      if (!(await exists(join(store.folder, 'sweeps', id)))) return id;
      taken.push(id);
    }
  }
}

function replaceOrAdd<T extends { readonly id: string }>(items: readonly T[], item: T): T[] {
  return items.some(({ id }) => id === item.id) ? items.map((other) => (other.id === item.id ? item : other)) : [...items, item];
}
