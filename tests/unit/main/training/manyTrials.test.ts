import { expect, it } from 'vitest';
import { sweepSchema } from '../../../../src-core/experiment/sweep.ts';
import { openJournal } from '../../../../src-main/project/journal.ts';
import { planRecords } from '../../../../src-main/training/recoverTrials.ts';
import { sweepRecordSchema, type SweepPlan, type SweepRecord } from '../../../../src-main/training/sweepRecords.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { moonsProject, testWorkbench } from '../../../support/testWorkbench.ts';

const count = 10_000;

it('a sweep of ten thousand trials opens within three seconds', async () => {
  const workbench = testWorkbench(await temporaryFolder());
  const { sweepId, folder } = await moonsProject(workbench);
  const { sweep: draft } = (await workbench.api.project({}))!.sweeps[0]!;
  const range = { path: 'optimizer.learningRate', kind: 'range' as const, from: 1e-4, to: 1, scale: 'logarithmic' as const };
  const sweep = sweepSchema.parse({ ...draft, space: [range], strategy: { type: 'random', trials: count } });
  await workbench.api.saveSweep({ sweep });
  await workbench.api.closeProject({});

  const journal = await openJournal(`${folder}/sweeps/${sweepId}/journal.jsonl`, sweepRecordSchema);
  const planned = planRecords(sweep);
  const begun: SweepPlan = { type: 'begun', sweep, dataset: { id: sweep.datasetId, sha256: '' }, designs: [] };
  const ended = planned.flatMap(({ trial }): SweepRecord[] => [
    { type: 'started', trial },
    { type: 'ended', trial, termination: { kind: 'budget', reason: 'epochs' }, metrics: null, seconds: 1 },
  ]);
  await journal.append([begun, ...planned, ...ended]);
  await journal.close();

  const start = performance.now();
  const project = await workbench.api.openProject({ folder });
  const trials = await workbench.api.trials({ sweepId });
  expect(performance.now() - start).toBeLessThan(3000);
  expect(trials).toHaveLength(count);
  expect(project.sweeps[0]).toMatchObject({ state: 'finished', counts: { budget: count } });
}, 30_000);
