import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { comparableSkins, comparedRecipes } from '../../../../src-core/experiment/comparedRecipes.ts';
import { comparisonRows, referenceRecipe } from '../../../../src-core/experiment/comparisonRows.ts';
import { sweepSchema } from '../../../../src-core/experiment/sweep.ts';
import { teachingTaskOf } from '../../../../src-core/experiment/teachingTask.ts';
import { trialSettingsSchema } from '../../../../src-core/experiment/trialConfig.ts';
import { printNotation } from '../../../../src-core/network/notation/printNotation.ts';
import { parseOrRefuse } from '../../../../src-core/parseOrRefuse.ts';
import { z } from '../../../../src-core/schema.ts';
import { skins } from '../../../../src-core/skins/registry.ts';
import type { SweepSummary, TrialSummary } from '../../../contract/snapshots.ts';
import type { Workbench } from '../../../workbench.ts';
import { comparisonTable } from '../comparisonTable.ts';
import { addImportOptions, importOptionsFrom } from '../importOptions.ts';
import type { ExitCode, Output } from '../output.ts';
import { runSweep, type SweepRun } from '../runSweep.ts';
import { withWorkbench } from '../session.ts';
import type { OptionValues } from '../settingOptions.ts';
import { parseReadouts } from '../stageOptions.ts';

const count = (most: number) => z.int('it is a whole number').min(1).max(most);
const wishSchema = z.object({
  data: z.string().optional(),
  labels: z.string().optional(),
  skins: z.string().default('all'),
  seeds: count(1000).default(5),
  seed: z
    .int('it is a whole number')
    .min(0)
    .max(Number.MAX_SAFE_INTEGER - 1000)
    .default(1),
  neurons: count(100_000).default(400),
  epochs: count(1_000_000).nullable().default(null),
  readouts: z.string().default('logistic,setMean'),
  workers: count(64).nullable().default(null),
  project: z.string().optional(),
  report: z.string().optional(),
});
type Wish = z.infer<typeof wishSchema>;

/** `compare`: skins side by side on a file, beside the baselines. */
export function addCompareCommand(program: Command, output: () => Output, finish: (code: ExitCode) => void): void {
  const command = program
    .command('compare')
    .description('Compare skins on a file, each with its usual design, beside raw inputs, random features, exemplars and backpropagation.')
    .option('--data <file>', 'the data: CSV or TSV, IDX, either gzipped; not needed to go on with the comparison of a --project')
    .option('--labels <file>', 'the labels, where they are a file of their own (IDX)')
    .option(
      '--skins <names>',
      `with commas between them, or all: ${comparableSkins()
        .map(({ name }) => name)
        .join(', ')} (default: all)`,
    )
    .option('--seeds <number>', 'how often each is taught, on another split and from other weights (default: 5)', Number)
    .option('--seed <number>', 'the first seed (default: 1)', Number)
    .option('--neurons <number>', 'of the layer that is taught; where every set has its own, about that many a set (default: 400)', Number)
    .option('--epochs <number>', 'in place of what is usual for each skin', Number)
    .option('--readouts <names>', 'read every network by these beside what suits its skin; none for no other (default: logistic,setMean)')
    .option('--workers <number>', 'trials at a time', Number)
    .option('--project <folder>', 'keep the comparison as a project in this folder')
    .option('--report <file>', 'write the comparison as an HTML page');
  addImportOptions(command);
  command.action(async (values: OptionValues) => finish(await compare(values, output())));
}

async function compare(values: OptionValues, output: Output): Promise<ExitCode> {
  const wish = parseOrRefuse(wishSchema, values, { code: 'request/bad-option', fieldName: ([key]) => `--${String(key)}` });
  if (wish.data === undefined && wish.project === undefined)
    throw new WorkbenchError('request/bad-option', 'A comparison needs --data, or a --project that has one to go on with.', {
      option: 'data',
    });
  if (wish.project !== undefined) return compareIn(path.resolve(wish.project), wish, values, output);
  const temporary = await mkdtemp(path.join(tmpdir(), 'neuronlearning-comparison-'));
  try {
    return await compareIn(path.join(temporary, 'Comparison'), wish, values, output);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function compareIn(folder: string, wish: Wish, values: OptionValues, output: Output): Promise<ExitCode> {
  return withWorkbench<ExitCode>(async (workbench) => {
    const { api } = workbench;
    const sweepId =
      wish.data === undefined ? await findComparison(workbench, folder) : await makeComparison(workbench, folder, wish, values);
    const run = await runSweep(workbench, sweepId, output);
    const { path: page } = await api.exportReport({ sweepId });
    if (wish.report !== undefined) await copyFile(page, path.resolve(wish.report));
    if (wish.project === undefined) await api.forgetRecentProject({ folder });
    tell(run, wish, output);
    if (wish.report !== undefined) output.line(`Report: ${path.resolve(wish.report)}`);
    if (wish.project !== undefined && run.interrupted) output.note(`compare --project ${wish.project} goes on with it.`);
    return run.summary.state === 'finished' && run.trials.every(isComplete) ? 0 : 1;
  });
}

async function makeComparison({ api }: Workbench, folder: string, wish: Wish, values: OptionValues): Promise<string> {
  const names = wish.skins === 'all' ? comparableSkins().map(({ name }) => name) : wish.skins.split(',').map((name) => name.trim());
  for (const name of names) skins.get(name);
  const readouts = wish.readouts === 'none' ? [] : parseReadouts(wish.readouts).map(({ type }) => type);
  const options = importOptionsFrom(values);
  const files = [wish.data, wish.labels].filter((file) => file !== undefined).map((file) => path.resolve(file));
  await api.createProject({ folder, name: path.basename(folder) });
  const dataset = await api.importDataset({ files, options, name: null });
  const recipes = comparedRecipes({ skins: names, readouts, epochs: wish.epochs }, teachingTaskOf(dataset, wish.neurons));
  const { sweep } = await api.saveSweep({
    sweep: sweepSchema.parse({
      id: 'new',
      name: 'Comparison of skins',
      datasetId: dataset.id,
      designIds: [],
      settings: trialSettingsSchema.parse({}),
      recipes,
      repeats: wish.seeds,
      seed: wish.seed,
      workers: wish.workers,
    }),
  });
  return sweep.id;
}

/** @throws request/unknown-sweep where the project has no comparison, or several */
async function findComparison({ api }: Workbench, folder: string): Promise<string> {
  const project = await api.openProject({ folder });
  const found = project.sweeps.filter(({ sweep }) => sweep.recipes.length > 0);
  if (found.length === 1) return found[0]!.sweep.id;
  throw new WorkbenchError(
    'request/unknown-sweep',
    `The project "${project.name}" has ${found.length} comparisons. ${found.length === 0 ? 'Make one with --data.' : 'Run the one you mean with "run".'}`,
    { folder },
  );
}

function tell({ summary, trials }: SweepRun, { project }: Wish, output: Output): void {
  const { sweep } = summary;
  const rows = comparisonRows(sweep.recipes, trials.filter(isComplete));
  output.line(comparisonTable(rows));
  output.result({
    project: project === undefined ? null : path.resolve(project),
    state: summary.state,
    seeds: seedsOf(summary),
    reference: referenceRecipe,
    recipes: rows.map((row, index) => {
      const { settings, design } = sweep.recipes[index]!;
      return { ...row, skin: settings.skin.type, design: printNotation(design), failed: failures(row.recipe, trials) };
    }),
  });
}

/** Half a trial says nothing of its recipe. */
function isComplete({ state }: TrialSummary): boolean {
  return state === 'budget' || state === 'converged';
}

function seedsOf({ sweep: { seed, repeats } }: SweepSummary): number[] {
  return Array.from({ length: repeats }, (_, index) => seed + index);
}

function failures(recipe: string, trials: SweepRun['trials']): number {
  return trials.filter(({ designName, state }) => designName === recipe && (state === 'failed' || state === 'diverged')).length;
}
