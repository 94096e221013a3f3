import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { moonsProject, testWorkbench } from '../support/testWorkbench.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

it('a project that another process takes over is only read from then on, and its trials stop', async () => {
  const workbench = testWorkbench(await temporaryFolder());
  const { sweepId, folder } = await moonsProject(workbench, { epochs: 1_000_000 });
  await workbench.api.startSweep({ id: sweepId });
  await workbench.trialWhere(sweepId, 0, ({ state }) => state === 'running');
  // What another process does that takes the lock for one left behind.
  await rm(join(folder, 'study.neuron.lock'), { recursive: true });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await mkdir(join(folder, 'study.neuron.lock'));

  await expect.poll(async () => (await workbench.api.project({}))!.readOnly, { timeout: 15_000 }).toContain('took over');
  await workbench.trialWhere(sweepId, 0, ({ state }) => state === 'stopped');
  await expect(workbench.api.editProject({ notes: 'mine' })).rejects.toMatchObject({ code: 'project/read-only' });
  expect(workbench.told).toContainEqual(expect.objectContaining({ name: 'message', payload: expect.objectContaining({ level: 'error' }) }));
});
