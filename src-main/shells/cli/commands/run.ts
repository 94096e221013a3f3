import path from 'node:path';
import type { Command } from 'commander';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import type { Dimension, SettingValue } from '../../../../src-core/experiment/searchSpace.ts';
import { rankedTrials } from '../../../../src-core/experiment/ranking.ts';
import { trialSettingsSchema } from '../../../../src-core/experiment/trialConfig.ts';
import { penaltiesSchema } from '../../../../src-core/losses/penalties.ts';
import { losses } from '../../../../src-core/losses/registry.ts';
import { optimizers } from '../../../../src-core/optimizers/registry.ts';
import { readouts } from '../../../../src-core/readouts/registry.ts';
import { schedules } from '../../../../src-core/schedules/registry.ts';
import { skins } from '../../../../src-core/skins/registry.ts';
import { strategies } from '../../../../src-core/experiment/strategies/registry.ts';
import type { ProjectSnapshot, SweepSummary } from '../../../contract/snapshots.ts';
import type { Workbench } from '../../../workbench.ts';
import { readDesign } from '../designText.ts';
import type { ExitCode, Output } from '../output.ts';
import { runSweep } from '../runSweep.ts';
import { withWorkbench } from '../session.ts';
import {
  addChoiceOptions,
  addSettingOptions,
  chosen,
  givenSettings,
  parseSettings,
  refuseUnusedParameters,
  type ChoosableRegistry,
  type OptionValues,
} from '../settingOptions.ts';
import { addStageOptions, typedStages } from '../stageOptions.ts';
import { trialTable } from '../trialTable.ts';

const choosable: readonly ChoosableRegistry[] = [
  { option: 'skin', registry: skins },
  { option: 'readout', registry: readouts },
  { option: 'loss', registry: losses },
  { option: 'optimizer', registry: optimizers },
  { option: 'schedule', registry: schedules },
  { option: 'strategy', registry: strategies },
];
const settingNames = { batchSize: 'batch' };

/** `run` and `results`: sweeps of a project. */
export function addSweepCommands(program: Command, output: () => Output, finish: (code: ExitCode) => void): void {
  const run = program
    .command('run')
    .description('Run a sweep of a project: one that is there (it goes on where it stopped), or one defined here.')
    .argument('<project>', 'folder of the project')
    .option('--sweep <name>', 'the sweep to run; not needed where there is one only')
    .option('--dataset <name>', 'defines a new sweep on this dataset')
    .option('--design <notation...>', 'designs of the new sweep, as notation, @file or by name')
    .option('--vary <path=values...>', 'a varied setting, such as optimizer.learningRate=0.1,0.01 or optimizer=adam,steepestDescent')
    .option('--repeats <number>', 'seeds for each setting', Number, 1)
    .option('--seed <number>', 'first seed', Number, 1)
    .option('--workers <number>', 'trials at a time', Number);
  addSettingOptions(run, trialSettingsSchema, settingNames);
  addSettingOptions(run, penaltiesSchema);
  addStageOptions(run);
  addChoiceOptions(run, choosable);
  run.action(async (project: string, values: OptionValues) => finish(await runProject(project, values, output())));

  program
    .command('results')
    .description('Print the trials of a project’s sweeps.')
    .argument('<project>', 'folder of the project')
    .option('--sweep <name>', 'this sweep only')
    .option('--report', 'write each sweep as an HTML page too')
    .action(async (project: string, values: { sweep?: string; report?: boolean }) => finish(await printResults(project, values, output())));
}

function runProject(folder: string, values: OptionValues, output: Output): Promise<ExitCode> {
  return withWorkbench<ExitCode>(async (workbench) => {
    const project = await workbench.api.openProject({ folder: path.resolve(folder) });
    for (const warning of project.warnings) output.note(`Warning: ${warning}`);
    const sweepId =
      typeof values['dataset'] === 'string'
        ? await defineSweep(workbench, project, values)
        : findSweep(project, values['sweep'] as string | undefined).sweep.id;
    const { summary, trials } = await runSweep(workbench, sweepId, output);
    output.line(trialTable(summary, trials));
    output.result({ sweep: summary.sweep.name, state: summary.state, trials: rankedTrials(trials, summary.sweep.rankedBy) });
    const fruitless = trials.every(({ state }) => state === 'failed' || state === 'diverged');
    return summary.state !== 'finished' || fruitless ? 1 : 0;
  });
}

function printResults(folder: string, values: { sweep?: string; report?: boolean }, output: Output): Promise<ExitCode> {
  return withWorkbench<ExitCode>(async ({ api }) => {
    const project = await api.openProject({ folder: path.resolve(folder) });
    const sweeps = values.sweep === undefined ? project.sweeps : [findSweep(project, values.sweep)];
    const results = [];
    for (const summary of sweeps) {
      const trials = await api.trials({ sweepId: summary.sweep.id });
      const report = values.report ? (await api.exportReport({ sweepId: summary.sweep.id })).path : undefined;
      output.line(`${summary.sweep.name} (${summary.state})`);
      output.line(trials.length > 0 ? trialTable(summary, trials) : 'No trials yet.');
      if (report) output.line(`Report: ${report}`);
      results.push({
        sweep: summary.sweep.name,
        id: summary.sweep.id,
        state: summary.state,
        trials: rankedTrials(trials, summary.sweep.rankedBy),
        report,
      });
    }
    output.result({ project: project.name, sweeps: results });
    return 0;
  });
}

/** @throws request/unknown-sweep naming those there are */
function findSweep(project: ProjectSnapshot, name: string | undefined): SweepSummary {
  const found = name === undefined ? project.sweeps : project.sweeps.filter(({ sweep }) => sweep.name === name || sweep.id === name);
  if (found.length === 1) return found[0]!;
  const known = project.sweeps.map(({ sweep }) => `"${sweep.name}"`).join(', ') || 'none';
  const problem =
    name === undefined
      ? `The project "${project.name}" has ${project.sweeps.length} sweeps; name one with --sweep.`
      : `The project "${project.name}" has no sweep "${name}".`;
  throw new WorkbenchError('request/unknown-sweep', `${problem} There are: ${known}.`);
}

async function defineSweep({ api }: Workbench, project: ProjectSnapshot, values: OptionValues): Promise<string> {
  const dataset = project.datasets.find(({ id, name }) => name === values['dataset'] || id === values['dataset']);
  if (!dataset)
    throw new WorkbenchError(
      'request/unknown-dataset',
      `The project "${project.name}" has no dataset "${String(values['dataset'])}". Import it first.`,
    );
  const designIds = [];
  for (const text of (values['design'] as string[] | undefined) ?? []) {
    const known = project.designs.find(({ id, name }) => name === text || id === text);
    designIds.push(known?.id ?? (await api.saveDesign({ id: null, name: text, design: (await readDesign(text)).design })).id);
  }
  if (designIds.length === 0) throw new WorkbenchError('request/no-design', 'A new sweep needs at least one --design.');
  const choices = chosen(values, choosable, {
    skin: { type: 'backpropagation' },
    loss: { type: 'crossEntropy' },
    optimizer: { type: 'adam' },
    schedule: { type: 'constant' },
    strategy: { type: 'grid' },
  });
  refuseUnusedParameters(values, choosable, choices);
  const { strategy, ...taught } = choices;
  const penalties = parseSettings(penaltiesSchema, givenSettings(values, penaltiesSchema));
  const summary = await api.saveSweep({
    sweep: {
      id: 'new',
      name: `Sweep ${project.sweeps.length + 1}`,
      datasetId: dataset.id,
      designIds,
      settings: parseSettings(
        trialSettingsSchema,
        { ...givenSettings(values, trialSettingsSchema, settingNames), ...(await typedStages(values)), ...taught, penalties },
        settingNames,
      ),
      space: ((values['vary'] as string[] | undefined) ?? []).map(parseDimension),
      strategy: strategy!,
      repeats: values['repeats'] as number,
      seed: values['seed'] as number,
      workers: (values['workers'] as number | undefined) ?? null,
      rankedBy: 'testAccuracy',
    },
  });
  return summary.sweep.id;
}

/** `optimizer.learningRate=0.1,0.01`: a list; a whole choice may be given by its name. */
function parseDimension(text: string): Dimension {
  const [path, list] = text.split('=', 2);
  if (!path || !list)
    throw new WorkbenchError('request/bad-dimension', `--vary ${text}: write a setting, =, and its values with commas between them.`);
  return { path, kind: 'list', values: list.split(',').map((value) => parseValue(path, value)) };
}

function parseValue(path: string, text: string): SettingValue {
  const registry = choosable.find(({ option }) => option === path)?.registry;
  if (registry) return registry.parse({ type: text });
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}
