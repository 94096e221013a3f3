import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moonsProject, testWorkbench, type TestWorkbench } from '../support/testWorkbench.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const optimizers = [{ type: 'adam', learningRate: 0.01 }, { type: 'steepestDescent', learningRate: 0.1 }, { type: 'conjugateGradient' }];

/** The files of a trial that have to be the same for the same config. */
async function reproducibleFiles(folder: string, sweepId: string, trial: number): Promise<string[]> {
  const trialFolder = join(folder, 'sweeps', sweepId, 'trials', String(trial));
  return Promise.all(['config.json', 'metrics.jsonl', 'result.json'].map((name) => readFile(join(trialFolder, name), 'utf8')));
}

function epochsTold({ told }: TestWorkbench): number[] {
  return told.flatMap((event) => (event.name === 'metricsAdded' ? event.payload.metrics.map(({ epoch }) => epoch) : []));
}

describe('a sweep', () => {
  it('runs its trials in processes of their own and keeps everything', async () => {
    const folder = await temporaryFolder();
    const workbench = testWorkbench(folder);
    const { sweepId, folder: projectFolder } = await moonsProject(workbench, { optimizers, epochs: 4 });
    await workbench.api.startSweep({ id: sweepId });
    expect(await workbench.sweepIn(sweepId, 'finished')).toMatchObject({ trials: 3, counts: { budget: 3 } });
    expect(new Set(workbench.trainers.map(({ pid }) => pid)).size).toBe(3);

    const before = await workbench.api.trials({ sweepId });
    for (const trial of before) expect(trial).toMatchObject({ state: 'budget', metrics: { epoch: 4 }, designName: 'Small', seed: 1 });
    const details = await workbench.api.trialDetails({ sweepId, trial: 0 });
    expect(details.metrics.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4]);
    expect(details.result).toMatchObject({ parametersSha256: expect.stringMatching(/^[0-9a-f]{64}$/), parameters: 2 * 8 + 8 + 8 * 2 + 2 });
    expect(details.confusion?.counts.flat().reduce((sum, count) => sum + count)).toBe(40);

    await workbench.close();
    const again = testWorkbench(folder);
    const project = await again.api.openProject({ folder: projectFolder });
    expect(project.warnings).toEqual([]);
    expect(project.sweeps).toMatchObject([{ state: 'finished', trials: 3 }]);
    expect(await again.api.trials({ sweepId })).toEqual(before);
    expect(await again.api.trialDetails({ sweepId, trial: 0 })).toMatchObject({ result: details.result, metrics: details.metrics });
  });

  it('has the same trials, to the byte, with one worker and with two', async () => {
    const runs = [];
    for (const workers of [1, 2]) {
      const workbench = testWorkbench(await temporaryFolder());
      const { sweepId, folder } = await moonsProject(workbench, { optimizers, repeats: 2, workers });
      await workbench.api.startSweep({ id: sweepId });
      await workbench.sweepIn(sweepId, 'finished');
      runs.push(await Promise.all([0, 1, 2, 3, 4, 5].map((trial) => reproducibleFiles(folder, sweepId, trial))));
    }
    expect(runs[1]).toEqual(runs[0]);
    const hashes = runs[0]!.map(([, , result]) => (JSON.parse(result!) as { parametersSha256: string }).parametersSha256);
    expect(new Set(hashes).size).toBe(6);
  });

  it('tells its course by events, at most ten a second for each trial', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    const { sweepId } = await moonsProject(workbench, { epochs: 3000 });
    await workbench.api.startSweep({ id: sweepId });
    await workbench.sweepIn(sweepId, 'finished');
    await expect.poll(() => epochsTold(workbench), { timeout: 2000 }).toEqual(Array.from({ length: 3001 }, (_, epoch) => epoch));
    const metrics = workbench.told.filter(({ name }) => name === 'metricsAdded');
    const trials = workbench.told.filter(({ name }) => name === 'trialChanged');
    const seconds = (metrics.at(-1)!.at - metrics[0]!.at) / 1000;
    expect(metrics.length).toBeLessThanOrEqual(10 * seconds + 2);
    expect(trials.length).toBeLessThanOrEqual(10 * seconds + 12);
  });

  it('ends a trial that diverges as diverged, and the others go on', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    const { sweepId } = await moonsProject(workbench, {
      design: 'full 8 relu > full 2',
      optimizers: [{ type: 'steepestDescent', learningRate: 1e6 }, { type: 'adam' }],
    });
    const project = await workbench.api.project({});
    const sweep = project!.sweeps[0]!.sweep;
    await workbench.api.saveSweep({ sweep: { ...sweep, settings: { ...sweep.settings, loss: { type: 'pNorm' } } } });
    await workbench.api.startSweep({ id: sweepId });
    await workbench.sweepIn(sweepId, 'finished');
    const [diverged, fine] = await workbench.api.trials({ sweepId });
    expect(diverged).toMatchObject({ state: 'diverged', termination: { kind: 'diverged' } });
    expect(fine).toMatchObject({ state: 'budget' });
  });

  it('whose designs do not fit the data is refused before anything is planned', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    const { sweepId } = await moonsProject(workbench, { design: 'convolution 5x5x8 relu > full 2 softmax' });
    await expect(workbench.api.startSweep({ id: sweepId })).rejects.toMatchObject({
      code: expect.stringMatching(/^(design|shape|network)\//),
    });
    expect((await workbench.api.project({}))!.sweeps[0]!.state).toBe('draft');
  });

  it.each([
    ['full 3 softmax', 'design/outputs'],
    ['full 8 tanh > full 1', 'design/outputs'],
  ])('of "%s" on two classes is refused too, naming the design', async (design, code) => {
    const workbench = testWorkbench(await temporaryFolder());
    const { sweepId } = await moonsProject(workbench, { design });
    await expect(workbench.api.startSweep({ id: sweepId })).rejects.toMatchObject({ code, message: expect.stringContaining('"Small"') });
    expect((await workbench.api.project({}))!.sweeps[0]).toMatchObject({ state: 'draft', trials: 0 });
  });

  it('started twice at once runs once', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    const { sweepId, folder } = await moonsProject(workbench, { repeats: 2 });
    const starts = await Promise.allSettled([1, 2].map(() => workbench.api.startSweep({ id: sweepId })));
    expect(starts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await workbench.sweepIn(sweepId, 'finished');
    const journal = await readFile(join(folder, 'sweeps', sweepId, 'journal.jsonl'), 'utf8');
    expect(journal.match(/"type":"begun"/g)).toHaveLength(1);
    expect(workbench.trainers).toHaveLength(2);
  });

  it('writes a report', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    const { sweepId, folder } = await moonsProject(workbench, { optimizers });
    await workbench.api.startSweep({ id: sweepId });
    await workbench.sweepIn(sweepId, 'finished');
    const { path } = await workbench.api.exportReport({ sweepId });
    expect(path).toBe(join(folder, 'sweeps', sweepId, 'report.html'));
    expect(await readFile(path, 'utf8')).toContain('Test accuracy');
  });
});

describe('the decision boundary', () => {
  it('follows a trial while it trains, in the data’s own units', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    const { sweepId } = await moonsProject(workbench, { epochs: 200 });
    await workbench.api.startSweep({ id: sweepId });
    await workbench.sweepIn(sweepId, 'finished');
    const boundary = await workbench.api.decisionBoundary({ sweepId, trial: 0, resolution: 20 });
    expect(boundary).toMatchObject({ epoch: 200, columns: 20, rows: 20, outputs: 2, x: { name: 'x' }, y: { name: 'y' } });
    expect(boundary.values).toHaveLength(20 * 20 * 2);
    for (let point = 0; point < 400; point++) expect(boundary.values[2 * point]! + boundary.values[2 * point + 1]!).toBeCloseTo(1, 5);
    expect(boundary.points.test.reduce((sum, test) => sum + test, 0)).toBe(40);
    expect(boundary.x.from).toBeLessThan(Math.min(...boundary.points.x));
    expect(boundary.y.to).toBeGreaterThan(Math.max(...boundary.points.y));
    // The cell under each training point is of the point's class for nearly all of them.
    const right = boundary.points.x.filter((x, row) => {
      const cell = (value: number, { from, to }: { from: number; to: number }) => Math.round(((value - from) / (to - from)) * 19);
      const at = 2 * (cell(boundary.points.y[row]!, boundary.y) * 20 + cell(x, boundary.x));
      return (boundary.values[at]! > 0.5 ? 0 : 1) === boundary.points.label[row];
    });
    expect(right.length).toBeGreaterThan(180);
  });
});

describe('workers', () => {
  /** Most trials that were running at one moment, as told by the table of trials. */
  async function mostAtOnce(workbench: TestWorkbench, sweepId: string): Promise<number> {
    let most = 0;
    for (;;) {
      const trials = await workbench.api.trials({ sweepId });
      most = Math.max(most, trials.filter(({ state }) => state === 'running').length);
      if (trials.every(({ termination }) => termination !== null)) return most;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  it.each([
    ['the sweep’s own number', { workers: 2 }, { defaultWorkers: 1 }, 2],
    ['the default', { workers: null }, { defaultWorkers: 1 }, 1],
  ])('are as many as %s', async (_, sweep, options, expected) => {
    const workbench = testWorkbench(await temporaryFolder(), options);
    const { sweepId } = await moonsProject(workbench, { ...sweep, repeats: 4, epochs: 300 });
    await workbench.api.startSweep({ id: sweepId });
    expect(await mostAtOnce(workbench, sweepId)).toBe(expected);
    expect(workbench.trainers).toHaveLength(4);
  });
});
