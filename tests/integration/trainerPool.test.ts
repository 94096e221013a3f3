import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { trialConfigSchema } from '../../src-core/experiment/trialConfig.ts';
import { parseNotation } from '../../src-core/network/notation/parseNotation.ts';
import { forkTrainer } from '../../src-main/training/forkTrainer.ts';
import { createTrainerPool, type StartCommand } from '../../src-main/training/trainerPool.ts';
import { builtTrainer } from '../support/builtEntries.ts';

const config = trialConfigSchema.parse({
  version: 1,
  dataset: { id: 'none', sha256: '' },
  designName: 'one layer',
  design: parseNotation('full 1'),
  settings: {},
  seed: 1,
});
const command: StartCommand = {
  type: 'start',
  version: 1,
  trialFolder: '/nowhere/trial',
  datasetFolder: '/nowhere/dataset',
  config,
  threads: 1,
  resume: false,
};
const ignore = () => undefined;

function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/trainers/${name}.mjs`, import.meta.url));
}

describe('the trainer pool', () => {
  it('ends a trial whose process crashes as failed, with its last words', async () => {
    const pool = createTrainerPool(() => forkTrainer(fixture('crashing')));
    const run = pool.run(command, ignore);
    const { termination, done, output } = await run.ended;
    expect(termination).toMatchObject({ kind: 'failed', code: 'trainer/crashed', message: expect.stringContaining('SIGSEGV') });
    expect(termination).toMatchObject({ message: expect.stringContaining('last words, line 8') });
    expect(done).toBeNull();
    expect(output.filter((line) => line.startsWith('last words'))).toHaveLength(8);
  });

  it('says so when a process ran out of memory', async () => {
    const pool = createTrainerPool(() => forkTrainer(fixture('hungry'), { execArgv: ['--max-old-space-size=16'] }));
    const { termination } = await pool.run(command, ignore).ended;
    expect(termination).toMatchObject({ kind: 'failed', code: 'trainer/out-of-memory' });
  });

  it('says so when a process ends without a word', async () => {
    const { termination } = await createTrainerPool(() => forkTrainer(fixture('quitting'))).run(command, ignore).ended;
    expect(termination).toEqual({
      kind: 'failed',
      code: 'trainer/crashed',
      message: 'The trainer process ended with code 3 without a result.',
    });
  });

  it('kills a process that does not stop within the grace period', async () => {
    const pool = createTrainerPool(() => forkTrainer(fixture('deaf')), { grace: 200 });
    const run = pool.run(command, ignore);
    const begun = performance.now();
    run.stop('stopped by hand');
    expect((await run.ended).termination).toMatchObject({ kind: 'interrupted', reason: expect.stringContaining('did not answer') });
    expect(performance.now() - begun).toBeGreaterThan(190);
  });

  it('refuses a trainer of another version', async () => {
    const { termination } = await createTrainerPool(() => forkTrainer(fixture('foreign'))).run(command, ignore).ended;
    expect(termination).toMatchObject({ kind: 'failed', code: 'trainer/bad-report' });
  });

  it('ends a trial whose process cannot be started as failed', async () => {
    const noSuchProgram = createTrainerPool(() => forkTrainer(fixture('no-such-trainer')));
    expect((await noSuchProgram.run(command, ignore).ended).termination).toMatchObject({ kind: 'failed', code: 'trainer/crashed' });
    const throwing = createTrainerPool(() => {
      throw new Error('no more processes');
    });
    expect((await throwing.run(command, ignore).ended).termination).toMatchObject({
      code: 'trainer/not-started',
      message: expect.stringContaining('no more processes'),
    });
  });

  it('passes on what the trainer itself says was wrong', async () => {
    const { termination } = await createTrainerPool(() => forkTrainer(builtTrainer)).run(command, ignore).ended;
    expect(termination).toMatchObject({ kind: 'failed', code: 'project/missing-dataset' });
  });
});
