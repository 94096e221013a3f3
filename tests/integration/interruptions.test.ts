import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtCommandLine } from '../support/builtEntries.ts';
import { moonsProject, testWorkbench, type TestWorkbench } from '../support/testWorkbench.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** Long enough to be interrupted, short enough to be run twice. */
const long = { epochs: 1500, samples: 1000, design: 'full 32 tanh > full 32 tanh > full 2 softmax' };

interface Outcome {
  readonly sha256: string;
  readonly metrics: string;
}

async function outcome({ api }: TestWorkbench, folder: string, sweepId: string): Promise<Outcome> {
  const { result } = await api.trialDetails({ sweepId, trial: 0 });
  return {
    sha256: result!.parametersSha256,
    metrics: await readFile(join(folder, 'sweeps', sweepId, 'trials', '0', 'metrics.jsonl'), 'utf8'),
  };
}

async function uninterrupted(): Promise<Outcome> {
  const workbench = testWorkbench(await temporaryFolder());
  const { sweepId, folder } = await moonsProject(workbench, long);
  await workbench.api.startSweep({ id: sweepId });
  await workbench.sweepIn(sweepId, 'finished');
  return outcome(workbench, folder, sweepId);
}

async function started(): Promise<{ workbench: TestWorkbench; root: string; sweepId: string; folder: string }> {
  const root = await temporaryFolder();
  const workbench = testWorkbench(root);
  const { sweepId, folder } = await moonsProject(workbench, long);
  await workbench.api.startSweep({ id: sweepId });
  await workbench.trialWhere(sweepId, 0, ({ metrics }) => (metrics?.epoch ?? 0) > 20);
  return { workbench, root, sweepId, folder };
}

describe('a trial that is cut short ends as if it had not been', () => {
  it('after a stop by hand, a pause, and a closed project', async () => {
    const expected = await uninterrupted();
    const { workbench, root, sweepId, folder } = await started();
    await workbench.api.stopTrial({ sweepId, trial: 0 });
    const stopped = await workbench.trialWhere(sweepId, 0, ({ state }) => state === 'stopped');
    expect(stopped.metrics!.epoch).toBeLessThan(long.epochs);
    await workbench.sweepIn(sweepId, 'finished');

    await workbench.api.resumeTrial({ sweepId, trial: 0 });
    await workbench.trialWhere(sweepId, 0, ({ metrics, state }) => state === 'running' && metrics!.epoch > stopped.metrics!.epoch + 20);
    await workbench.api.pauseSweep({ id: sweepId });
    await workbench.trialWhere(sweepId, 0, ({ state }) => state === 'stopped');
    await workbench.sweepIn(sweepId, 'paused');

    await workbench.api.resumeSweep({ id: sweepId });
    await workbench.trialWhere(sweepId, 0, ({ state }) => state === 'running');
    await workbench.close();
    const again = testWorkbench(root);
    expect((await again.api.openProject({ folder })).sweeps).toMatchObject([{ state: 'paused', counts: { stopped: 1 } }]);
    await again.api.resumeSweep({ id: sweepId });
    await again.sweepIn(sweepId, 'finished');
    expect(await outcome(again, folder, sweepId)).toEqual(expected);
  });

  it('after its process was killed', async () => {
    const expected = await uninterrupted();
    const { workbench, sweepId, folder } = await started();
    process.kill(workbench.trainers[0]!.pid!, 'SIGKILL');
    const killed = await workbench.trialWhere(sweepId, 0, ({ state }) => state !== 'running');
    expect(killed).toMatchObject({ state: 'interrupted', termination: { reason: expect.stringContaining('SIGKILL') } });
    await workbench.api.resumeSweep({ id: sweepId });
    await workbench.sweepIn(sweepId, 'finished');
    expect(await outcome(workbench, folder, sweepId)).toEqual(expected);
  });
});

describe('a workbench that is killed', () => {
  const optimizers = [
    { type: 'adam', learningRate: 0.01 },
    { type: 'steepestDescent', learningRate: 0.1 },
    { type: 'adam', learningRate: 0.001 },
  ];
  const sweep = { ...long, epochs: 600, optimizers, workers: 1 };

  it('loses nothing: finished trials are there, the running one is interrupted and goes on to the same end', async () => {
    const expected = testWorkbench(await temporaryFolder());
    const reference = await moonsProject(expected, sweep);
    await expected.api.startSweep({ id: reference.sweepId });
    await expected.sweepIn(reference.sweepId, 'finished');

    const root = await temporaryFolder();
    const before = testWorkbench(root);
    const { sweepId, folder } = await moonsProject(before, sweep);
    await before.close();
    const child = spawn(process.execPath, [builtCommandLine, 'run', folder], { stdio: 'ignore' });
    await expect.poll(() => lineCount(folder, sweepId, 1), { timeout: 60_000, interval: 50 }).toBeGreaterThan(50);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const after = testWorkbench(root);
    const project = await after.api.openProject({ folder });
    expect(project.readOnly).toBeNull();
    expect(project.sweeps).toMatchObject([{ state: 'paused', counts: { budget: 1, interrupted: 1, queued: 1 } }]);
    await after.api.resumeSweep({ id: sweepId });
    await after.sweepIn(sweepId, 'finished');
    for (const trial of [0, 1, 2]) {
      const resumed = await after.api.trialDetails({ sweepId, trial });
      const whole = await expected.api.trialDetails({ sweepId: reference.sweepId, trial });
      expect(resumed.result).toEqual(whole.result);
    }
  });
});

async function lineCount(folder: string, sweepId: string, trial: number): Promise<number> {
  const text = await readFile(join(folder, 'sweeps', sweepId, 'trials', String(trial), 'metrics.jsonl'), 'utf8').catch(() => '');
  return text.split('\n').length;
}

describe('a damaged project', () => {
  it('whose journal lost lines finds its trials again by their folders', async () => {
    const root = await temporaryFolder();
    const workbench = testWorkbench(root);
    const { sweepId, folder } = await moonsProject(workbench, { repeats: 3 });
    await workbench.api.startSweep({ id: sweepId });
    await workbench.sweepIn(sweepId, 'finished');
    const before = await workbench.api.trials({ sweepId });
    await workbench.close();

    const path = join(folder, 'sweeps', sweepId, 'journal.jsonl');
    const lines = (await readFile(path, 'utf8')).split('\n');
    // The plan of the sweep, that of trial 1, and the end of another.
    for (const line of [0, 2, lines.findLastIndex((text) => text.includes('"type":"ended"'))])
      lines[line] = lines[line]!.replace('"type"', '"typo"');
    await writeFile(path, lines.join('\n'));

    const again = testWorkbench(root);
    const project = await again.api.openProject({ folder });
    expect(project.warnings).toEqual([
      expect.stringMatching(/journal\.jsonl: lines 1, 3, \d+ could not be read.*kept as journal\.jsonl\.damaged/),
    ]);
    expect(again.told).toContainEqual(
      expect.objectContaining({ name: 'message', payload: { level: 'warning', text: project.warnings[0] } }),
    );
    expect(await again.api.trials({ sweepId })).toEqual(before);
  });

  it('whose checkpoint is damaged fails that trial with a message, and a retry runs it from the start', async () => {
    const { workbench, sweepId, folder } = await started();
    await workbench.api.stopTrial({ sweepId, trial: 0 });
    await workbench.trialWhere(sweepId, 0, ({ state }) => state === 'stopped');
    await writeFile(join(folder, 'sweeps', sweepId, 'trials', '0', 'checkpoint.bin'), 'nonsense');
    await workbench.api.resumeTrial({ sweepId, trial: 0 });
    const failed = await workbench.trialWhere(sweepId, 0, ({ state }) => state === 'failed');
    expect(failed.termination).toMatchObject({ code: 'training/bad-checkpoint' });
    await workbench.api.retryTrial({ sweepId, trial: 0 });
    await workbench.trialWhere(sweepId, 0, ({ metrics, state }) => state === 'running' && metrics !== null);
    expect((await workbench.api.trialDetails({ sweepId, trial: 0 })).metrics[0]).toMatchObject({ epoch: 0, step: 0 });
  });

  it('whose data changed refuses to go on with its trials', async () => {
    const { workbench, sweepId } = await started();
    await workbench.api.stopTrial({ sweepId, trial: 0 });
    await workbench.trialWhere(sweepId, 0, ({ state }) => state === 'stopped');
    await workbench.api.editDataset({ id: 'two-moons', columns: [{ name: 'x', role: 'ignored' }] });
    await workbench.api.resumeTrial({ sweepId, trial: 0 });
    const failed = await workbench.trialWhere(sweepId, 0, ({ state }) => state === 'failed');
    expect(failed.termination).toMatchObject({ code: 'trainer/other-data' });
  });

  it('whose data are gone fails its trials, not the workbench', async () => {
    const root = await temporaryFolder();
    const workbench = testWorkbench(root);
    const { sweepId, folder } = await moonsProject(workbench);
    await workbench.api.startSweep({ id: sweepId });
    await workbench.sweepIn(sweepId, 'finished');
    await rm(join(folder, 'datasets'), { recursive: true });
    await workbench.api.retryTrial({ sweepId, trial: 0 });
    const failed = await workbench.trialWhere(sweepId, 0, ({ state }) => state === 'failed');
    expect(failed.termination).toMatchObject({ code: 'project/missing-dataset' });
    expect(await workbench.api.project({})).toMatchObject({ name: 'Moons' });
  });
});

it('a trial whose sweep is paused and resumed before it has stopped goes on', async () => {
  const { workbench, sweepId } = await started();
  await workbench.api.pauseSweep({ id: sweepId });
  await workbench.api.resumeSweep({ id: sweepId });
  await expect.poll(() => workbench.trainers.length).toBe(2);
  await workbench.trialWhere(sweepId, 0, ({ state }) => state === 'running');
});
