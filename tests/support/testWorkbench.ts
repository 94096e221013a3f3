import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { WorkbenchEvents } from '../../src-main/contract/events.ts';
import type { SweepState, SweepSummary, TrialSummary } from '../../src-main/contract/snapshots.ts';
import type { ShellServices, TrainerProcess } from '../../src-main/shellServices.ts';
import { forkTrainer } from '../../src-main/training/forkTrainer.ts';
import type { SchedulerOptions } from '../../src-main/training/sweepScheduler.ts';
import { createWorkbench, type Workbench } from '../../src-main/workbench.ts';
import { builtTrainer } from './builtEntries.ts';

type Told = {
  readonly [Name in keyof WorkbenchEvents]: { readonly name: Name; readonly payload: WorkbenchEvents[Name]; readonly at: number };
}[keyof WorkbenchEvents];

export interface TestWorkbench extends Workbench {
  readonly services: ShellServices;
  readonly told: readonly Told[];
  /** Trainer processes in the order they were forked. */
  readonly trainers: readonly TrainerProcess[];
  /** Waits until a sweep is in one of these states. */
  sweepIn(sweepId: string, ...states: readonly SweepState[]): Promise<SweepSummary>;
  /** Waits until a trial fulfils a condition. */
  trialWhere(sweepId: string, index: number, condition: (trial: TrialSummary) => boolean): Promise<TrialSummary>;
}

export interface TestWorkbenchOptions extends SchedulerOptions {
  readonly fork?: () => TrainerProcess;
}

/** A workbench over real files in `folder` that forks the built trainer; closed after the test. */
export function testWorkbench(
  folder: string,
  { fork = () => forkTrainer(builtTrainer), ...options }: TestWorkbenchOptions = {},
): TestWorkbench {
  const trainers: TrainerProcess[] = [];
  const services: ShellServices = {
    shell: 'commandLine',
    userDataFolder: join(folder, 'user-data'),
    projectsFolder: join(folder, 'projects'),
    samplesFolder: fileURLToPath(new URL('../../resources/samples', import.meta.url)),
    dialogs: null,
    forkTrainer() {
      const trainer = fork();
      trainers.push(trainer);
      return trainer;
    },
  };
  const workbench = createWorkbench(services, options);
  const told: Told[] = [];
  workbench.on((name, payload) => told.push({ name, payload, at: performance.now() } as Told));
  onTestFinished(() => workbench.close());

  async function until<T>(look: () => Promise<T | null>): Promise<T> {
    for (;;) {
      const found = await look();
      if (found !== null) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  return {
    ...workbench,
    services,
    told,
    trainers,
    sweepIn: (sweepId, ...states) =>
      until(
        async () =>
          (await workbench.api.project({}))?.sweeps.find(({ sweep, state }) => sweep.id === sweepId && states.includes(state)) ?? null,
      ),
    trialWhere: (sweepId, index, condition) =>
      until(async () => (await workbench.api.trials({ sweepId })).find((trial) => trial.index === index && condition(trial)) ?? null),
  };
}

export interface MoonsSweep {
  readonly epochs?: number;
  readonly optimizers?: readonly { readonly type: string; readonly [parameter: string]: unknown }[];
  readonly repeats?: number;
  readonly workers?: number | null;
  readonly samples?: number;
  readonly design?: string;
}

/** A new project with two moons, one design and one sweep that is not started; answers with the sweep's id. */
export async function moonsProject(
  { api }: Workbench,
  {
    epochs = 5,
    optimizers = [{ type: 'adam', learningRate: 0.01 }],
    repeats = 1,
    workers = null,
    samples = 200,
    design = 'full 8 tanh > full 2 softmax',
  }: MoonsSweep = {},
): Promise<{ sweepId: string; folder: string }> {
  const { parseNotation } = await import('../../src-core/network/notation/parseNotation.ts');
  const { designSchema } = await import('../../src-core/network/design.ts');
  const { sweepSchema } = await import('../../src-core/experiment/sweep.ts');
  const { folder } = await api.createProject({ name: 'Moons' });
  const dataset = await api.generateDataset({ name: 'Two moons', generator: { type: 'moons', samples } });
  const saved = await api.saveDesign({ id: null, name: 'Small', design: designSchema.parse(parseNotation(design)) });
  const { sweep } = await api.saveSweep({
    sweep: sweepSchema.parse({
      id: 'new',
      name: 'Moons',
      datasetId: dataset.id,
      designIds: [saved.id],
      settings: { epochs, batchSize: 20 },
      space: optimizers.length > 1 ? [{ path: 'optimizer', kind: 'list', values: optimizers }] : [],
      ...(optimizers.length === 1 ? { settings: { epochs, batchSize: 20, optimizer: optimizers[0] } } : {}),
      repeats,
      workers,
    }),
  });
  return { sweepId: sweep.id, folder };
}
