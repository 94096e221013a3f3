import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../support/runCommandLine.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { moonsProject, testWorkbench } from '../support/testWorkbench.ts';

/** Steps large enough to be divided, and enough of them for threads to have started. */
const large = { epochs: 150, samples: 1000, design: 'full 256 relu > full 250 tanh > full 2 softmax', workers: 1 };

function trialFile(folder: string, sweepId: string, name: string): Promise<string> {
  return readFile(join(folder, 'sweeps', sweepId, 'trials', '0', name), 'utf8');
}

/** What one trial writes, to the byte, and its log, on a machine of so many cores; killed on the way if so wished. */
async function trialOn(cores: number, killed = false) {
  const workbench = testWorkbench(await temporaryFolder(), { cores });
  const { sweepId, folder } = await moonsProject(workbench, large);
  await workbench.api.startSweep({ id: sweepId });
  if (killed) {
    await workbench.trialWhere(sweepId, 0, ({ metrics }) => (metrics?.epoch ?? 0) > 40);
    process.kill(workbench.trainers[0]!.pid!, 'SIGKILL');
    await workbench.trialWhere(sweepId, 0, ({ state }) => state === 'interrupted');
    await workbench.api.resumeSweep({ id: sweepId });
  }
  await workbench.sweepIn(sweepId, 'finished');
  const { log } = await workbench.api.trialDetails({ sweepId, trial: 0 });
  const files = await Promise.all(['config.json', 'metrics.jsonl', 'result.json'].map((name) => trialFile(folder, sweepId, name)));
  return { files, log: log.join('\n') };
}

describe('threads in a trial', () => {
  it('are as many as cores are free, but for one, change no byte of it, and may be killed', async () => {
    const one = await trialOn(1);
    expect(one.log).not.toContain('threads');
    expect((await trialOn(2)).log).not.toContain('threads');
    const two = await trialOn(3);
    expect(two.log).toContain('Every step is divided among 2 threads.');
    expect(two.files).toEqual(one.files);
    expect((await trialOn(3, true)).files).toEqual(one.files);
  });

  it('are used by train, whose process ends by itself', async () => {
    const home = await temporaryFolder();
    const rows = Array.from({ length: 400 }, (_, row) => `${row % 7},${row % 5},${row % 2 ? 'odd' : 'even'}`);
    await writeFile(join(home, 'table.csv'), ['a,b,label', ...rows].join('\n'));
    const design = ['--design', 'full 300 relu > full 200 relu > full 2 softmax', '--epochs', '200', '--json'];
    const train = async (threads: string) =>
      (await runCommandLine(home, ['train', '--data', 'table.csv', ...design, '--threads', threads])).result!;
    const one = await train('1');
    const two = await train('2');
    expect([one['threads'], two['threads']]).toEqual([1, 2]);
    expect(two['parametersSha256']).toBe(one['parametersSha256']);
    expect((await runCommandLine(home, ['train', '--data', 'table.csv', '--threads', '0'])).code).not.toBe(0);
  });
});
