import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtCommandLine } from '../support/builtEntries.ts';
import { runCommandLine } from '../support/runCommandLine.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const table = ['a,b,y', ...Array.from({ length: 60 }, (_, row) => `${row % 7},${row % 5},${(row % 7) * 0.3 + (row % 5)}`)].join('\n');

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly error: string;
  readonly result: Record<string, unknown>;
}

/** Runs a command in a process group of its own and sends the whole group Ctrl-C once it has printed `until`, as a terminal does. */
function interrupted(home: string, parameters: readonly string[], until: RegExp): Promise<Ended> {
  const child = spawn(process.execPath, [builtCommandLine, ...parameters], {
    cwd: home,
    env: { ...process.env, NEURONLEARNING_DATA: `${home}/data`, NEURONLEARNING_PROJECTS: `${home}/projects` },
    detached: true,
  });
  let out = '';
  let error = '';
  let sent = false;
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    error += chunk.toString();
    if (sent || !until.test(error)) return;
    sent = true;
    process.kill(-child.pid!, 'SIGINT');
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) => {
      try {
        resolve({ code, signal, error, result: JSON.parse(out.trimEnd().split('\n').at(-1)!) as Record<string, unknown> });
      } catch {
        reject(new Error(`no result, exit code ${code}, signal ${signal}: ${error}`));
      }
    });
  });
}

describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  it('ends a training after the batch in hand, and says how far it came', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'table.csv'), table);
    const { code, signal, result } = await interrupted(home, ['train', '--data', 'table.csv', '--epochs', '1000000', '--json'], /epochs/);
    expect({ code, signal }).toEqual({ code: 1, signal: null });
    expect(result).toMatchObject({ outcome: 'stopped', parametersSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('stops the trials of a sweep at checkpoints, from which the sweep goes on', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'table.csv'), table);
    await runCommandLine(home, ['new', 'Study']);
    await runCommandLine(home, ['import', 'Study', 'table.csv', '--name', 'Table']);
    const definition = ['run', 'Study', '--dataset', 'Table', '--design', 'full 8 tanh > full 1', '--loss', 'pNorm', '--workers', '2'];
    // The first trial is done at once, which is seen; the second could go on for minutes.
    const varied = ['--vary', 'epochs=1,1000000', '--json'];
    const stopped = await interrupted(home, [...definition, ...varied], /1\/2 trials/);
    expect(stopped).toMatchObject({ code: 1, signal: null, result: { state: 'paused' } });
    const states = (stopped.result['trials'] as { state: string }[]).map(({ state }) => state);
    expect(states.toSorted()).toEqual(['budget', 'stopped']);

    const again = await interrupted(home, ['run', 'Study', '--json'], /1\/2 trials/);
    expect(again).toMatchObject({ code: 1, result: { state: 'paused' } });
    const epochs = ({ result }: Ended) =>
      Math.max(...(result['trials'] as { metrics: { epoch: number } }[]).map(({ metrics }) => metrics.epoch));
    expect(epochs(again)).toBeGreaterThanOrEqual(epochs(stopped));
  });
});

describe('bad usage', () => {
  it.each([
    [['train'], /--data/],
    [['train', '--data', 'x.csv', '--bogus'], /--bogus/],
    [['frobnicate'], /frobnicate/],
    [['serve', '--port', 'many'], /port/],
    [['train', '--data', 'x.csv', '--seed', '9007199254740993'], /seed/],
  ])('%j is answered with exit code 2 and an error object', async (parameters, message) => {
    const { code, result } = await runCommandLine(await temporaryFolder(), [...parameters, '--json']);
    expect(code).toBe(2);
    expect(result).toMatchObject({ error: { code: expect.stringMatching(/^request\//), message: expect.stringMatching(message) } });
  });
});

it('a reader that goes away early leaves no stack behind', async () => {
  const home = await temporaryFolder();
  await writeFile(path.join(home, 'table.csv'), table);
  const child = spawn(process.execPath, [builtCommandLine, 'train', '--data', 'table.csv', '--epochs', '2000'], { cwd: home });
  child.stdout.once('data', () => child.stdout.destroy());
  let error = '';
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(error).not.toContain('EPIPE');
  expect(code).toBe(0);
});
