import { createWorkbench, type Workbench } from '../../workbench.ts';
import { nodeServices } from '../nodeServices.ts';

/** Runs a piece of work with a workbench in this process, and closes it whatever happens. */
export async function withWorkbench<Result>(work: (workbench: Workbench) => Promise<Result>, projectsFolder?: string): Promise<Result> {
  const workbench = createWorkbench(nodeServices({ shell: 'commandLine', projectsFolder }));
  try {
    return await work(workbench);
  } finally {
    await workbench.close();
  }
}
