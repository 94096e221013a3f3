import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKernels } from '../../src-core/kernels/createKernels.ts';
import { enableRelaxedSimd } from '../../src-main/training/enableRelaxedSimd.ts';
import { forkTrainer } from '../../src-main/training/forkTrainer.ts';
import { builtTrainer } from '../support/builtEntries.ts';
import { runCommandLine } from '../support/runCommandLine.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { moonsProject, testWorkbench, type TestWorkbench } from '../support/testWorkbench.ts';

enableRelaxedSimd();
/** What the fastest kernels of this machine call themselves. */
const here = createKernels('float32');

interface Engine {
  readonly title: string;
  readonly kernels: string;
  readonly arithmetic: string;
  /** What Node is started with, to be that engine. */
  readonly options: readonly string[];
}

function engine(title: string, file: string | null, kernels: string, arithmetic: string): Engine {
  const options = file === null ? [] : ['--import', new URL(`../fixtures/engines/${file}.mjs`, import.meta.url).href];
  return { title, kernels, arithmetic, options };
}

const whole = engine('this engine as it is', null, here.name, here.arithmetic);
const plain = engine('an engine without relaxed SIMD', 'withoutRelaxedSimd', 'float32 WebAssembly SIMD (plain)', 'mul-add');
const scalar = engine('an engine without SIMD', 'withoutSimd', 'float32 reference', 'scalar');

/** Points on two sides of a line. */
const table = ['a,b,side', ...Array.from({ length: 120 }, (_, row) => [(row * 7) % 13, (row * 5) % 11])]
  .map((line) => (typeof line === 'string' ? line : `${line.join(',')},${line[0]! > line[1]! ? 'below' : 'above'}`))
  .join('\n');

async function train({ options }: Engine, ...more: string[]) {
  const home = await temporaryFolder();
  await writeFile(path.join(home, 'table.csv'), table);
  const parameters = ['train', '--data', 'table.csv', '--design', 'full 16 relu > full 2 softmax', '--epochs', '60', ...more];
  return runCommandLine(home, parameters, options);
}

/** A workbench whose trials are trained in that engine. */
function workbenchWith({ options }: Engine, folder: string): TestWorkbench {
  return testWorkbench(folder, { fork: () => forkTrainer(builtTrainer, { execArgv: options }) });
}

describe.each([whole, plain, scalar])('$title', (each) => {
  it('trains by the command line, and says what it uses', async () => {
    const [told, { code, result }] = await Promise.all([train(each), train(each, '--json')]);
    expect(told.out).toContain(`${each.kernels} kernels (${each.arithmetic})`);
    expect(code).toBe(0);
    expect(result).toMatchObject({ outcome: 'budget', epochs: 60, arithmetic: each.arithmetic });
    expect(result!['testAccuracy']).toBeGreaterThan(0.9);
  });

  it('trains the trials of a project, and records what it used', async () => {
    const workbench = workbenchWith(each, await temporaryFolder());
    const { sweepId } = await moonsProject(workbench, { epochs: 60 });
    await workbench.api.startSweep({ id: sweepId });
    await workbench.sweepIn(sweepId, 'finished');
    const { result, log } = await workbench.api.trialDetails({ sweepId, trial: 0 });
    expect(result).toMatchObject({ kernels: each.kernels, arithmetic: each.arithmetic });
    expect(log.join('\n')).toContain(`${each.kernels} kernels (${each.arithmetic})`);
    expect(result!.metrics!.testAccuracy).toBeGreaterThan(0.8);
  });
});

it('the arithmetic mul-add ends with the same bits on an engine with relaxed SIMD and on one without', async () => {
  const runs = await Promise.all([train(whole, '--json', '--arithmetic', 'mul-add'), train(plain, '--json')]);
  const [forced, without] = runs.map(({ result }) => result!);
  expect(forced).toMatchObject({ arithmetic: 'mul-add' });
  expect(forced!['parametersSha256']).toBe(without!['parametersSha256']);
});

describe('a trial resumed in another engine', () => {
  /** Takes about a second, so that it can be stopped on the way. */
  const long = { epochs: 1500, samples: 1000, design: 'full 32 tanh > full 32 tanh > full 2 softmax' };

  /** A trial stopped in one engine and resumed in another, at its end. */
  async function resumed(first: Engine, second: Engine) {
    const root = await temporaryFolder();
    const before = workbenchWith(first, root);
    const { sweepId, folder } = await moonsProject(before, long);
    await before.api.startSweep({ id: sweepId });
    await before.trialWhere(sweepId, 0, ({ metrics }) => (metrics?.epoch ?? 0) > 20);
    await before.api.stopTrial({ sweepId, trial: 0 });
    await before.trialWhere(sweepId, 0, ({ state }) => state === 'stopped');
    await before.close();
    const after = workbenchWith(second, root);
    await after.api.openProject({ folder });
    await after.api.resumeTrial({ sweepId, trial: 0 });
    await after.trialWhere(sweepId, 0, ({ state }) => state === 'budget' || state === 'failed');
    return after.api.trialDetails({ sweepId, trial: 0 });
  }

  async function uninterrupted(each: Engine) {
    const workbench = workbenchWith(each, await temporaryFolder());
    const { sweepId } = await moonsProject(workbench, long);
    await workbench.api.startSweep({ id: sweepId });
    await workbench.sweepIn(sweepId, 'finished');
    return workbench.api.trialDetails({ sweepId, trial: 0 });
  }

  it('goes on with separate roundings where it began with them', async () => {
    const [expected, { result }] = [await uninterrupted(plain), await resumed(plain, whole)];
    expect(result).toEqual(expected.result);
  });

  const strangers: { title: string; first: Engine; second: Engine }[] = [{ title: scalar.title, first: scalar, second: whole }];
  if (whole.arithmetic === 'fma') strangers.push({ title: whole.title, first: whole, second: plain });

  it.each(strangers)('begun in $title: is refused by the name of its arithmetic', async ({ first, second }) => {
    const { summary } = await resumed(first, second);
    expect(summary.termination).toMatchObject({ kind: 'failed', code: 'training/other-arithmetic' });
    expect(summary.termination).toMatchObject({ message: expect.stringContaining(`"${first.arithmetic}"`) });
  });
});
