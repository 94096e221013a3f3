import type { Command } from 'commander';
import { availableParallelism } from 'node:os';
import { prepareData } from '../../../../src-core/data/prepareData.ts';
import type { PreparedData } from '../../../../src-core/data/partition.ts';
import { preprocessingSchema, splitSchema } from '../../../../src-core/data/partition.ts';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { defaultDesign, defaultLoss } from '../../../../src-core/experiment/defaultSettings.ts';
import { trialSettingsSchema, type TrialSettings } from '../../../../src-core/experiment/trialConfig.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { mostThreads } from '../../../../src-core/kernels/threads.ts';
import { penaltiesSchema } from '../../../../src-core/losses/penalties.ts';
import { losses } from '../../../../src-core/losses/registry.ts';
import type { Design } from '../../../../src-core/network/design.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { printNotation } from '../../../../src-core/network/notation/printNotation.ts';
import { printNtw } from '../../../../src-core/network/text/printNtw.ts';
import { readScriptText, type ReadDesign } from '../../../../src-core/network/text/readDesignText.ts';
import type { SavedNetwork } from '../../../../src-core/network/text/savedNetwork.ts';
import { snapshotNetwork } from '../../../../src-core/network/text/snapshotNetwork.ts';
import { optimizers } from '../../../../src-core/optimizers/registry.ts';
import { parseOrRefuse } from '../../../../src-core/parseOrRefuse.ts';
import { schedules } from '../../../../src-core/schedules/registry.ts';
import { z } from '../../../../src-core/schema.ts';
import { formatShape, type Shape } from '../../../../src-core/shape.ts';
import { skins } from '../../../../src-core/skins/registry.ts';
import { describeTermination, type Termination } from '../../../../src-core/training/termination.ts';
import { createTrainer } from '../../../../src-core/training/trainer.ts';
import type { MetricsRecord } from '../../../../src-core/training/metrics.ts';
import { importTable } from '../../../datasets/importTable.ts';
import { enableRelaxedSimd } from '../../../training/enableRelaxedSimd.ts';
import { parametersSha256 } from '../../../training/parametersSha256.ts';
import { startNodeThread } from '../../../training/startNodeThread.ts';
import { readDesign, readDesignFile } from '../designText.ts';
import { addImportOptions, importOptionsFrom } from '../importOptions.ts';
import { onInterrupt } from '../onInterrupt.ts';
import type { ExitCode, Output } from '../output.ts';
import { formatMeasure, formatShare } from '../formatNumbers.ts';
import { startProgress } from '../progress.ts';
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
import { writeText } from '../writeText.ts';

const choosable: readonly ChoosableRegistry[] = [
  { option: 'skin', registry: skins },
  { option: 'loss', registry: losses },
  { option: 'optimizer', registry: optimizers },
  { option: 'schedule', registry: schedules },
];
const settingNames = { batchSize: 'batch' };
const splitNames = { kind: 'split', seed: 'split-seed' };
const usualChoices = { skin: 'backpropagation', optimizer: 'adam', schedule: 'constant' };
const threadsSchema = z
  .int('threads are counted in whole numbers')
  .min(1, 'at least one thread is needed')
  .transform((count) => Math.min(count, mostThreads));
const seedSchema = z.int(`a seed is a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`).min(0, 'a seed is 0 or more');

/** `train`: from a file to a trained network in this process, without a project. */
export function addTrainCommand(program: Command, output: () => Output, finish: (code: ExitCode) => void): void {
  const command = program
    .command('train')
    .description('Train one network on a file, without a project.')
    .requiredOption('--data <file>', 'the data: CSV or TSV, IDX, either gzipped')
    .option('--labels <file>', 'the labels, where they are a file of their own (IDX)')
    .option(
      '--design <notation>',
      'the network, such as "full 128 relu > full 10 softmax", or @file (notation, JSON, a script, or .ntw with weights)',
    )
    .option('--script <file>', 'network and loss from a script of the original project')
    .option('--save <file>', 'write the trained network as .ntw')
    .option('--seed <number>', 'seed of every random stream', Number, 1)
    .option('--threads <count>', 'most threads for a large network; its weights do not depend on it', Number, availableParallelism());
  addSettingOptions(command, trialSettingsSchema, settingNames);
  addSettingOptions(command, splitSchema, splitNames);
  addSettingOptions(command, preprocessingSchema);
  addSettingOptions(command, penaltiesSchema);
  addChoiceOptions(command, choosable);
  addImportOptions(command);
  command.action(async (values: OptionValues) => finish(await train(values, output())));
}

async function train(values: OptionValues, output: Output): Promise<ExitCode> {
  const seed = parseOrRefuse(seedSchema, values['seed'], { code: 'request/bad-option', subject: '--seed' });
  const threads = parseOrRefuse(threadsSchema, values['threads'], { code: 'request/bad-option', subject: '--threads' });
  const files = [values['data'], values['labels']].filter((file): file is string => typeof file === 'string');
  const split = parseSettings(splitSchema, givenSettings(values, splitSchema, splitNames), splitNames);
  const preprocessing = parseSettings(preprocessingSchema, givenSettings(values, preprocessingSchema));
  const penalties = parseSettings(penaltiesSchema, givenSettings(values, penaltiesSchema));
  const given = givenSettings(values, trialSettingsSchema, settingNames);
  // What was typed is checked before a large file is read; only the default loss depends on the data.
  chosen(values, choosable, usualChoices);
  const precision = parseSettings(trialSettingsSchema, given, settingNames).precision;
  const read = await readGivenDesign(values);

  const table = await importTable(files, importOptionsFrom(values), null);
  const data = prepareData(table, { split, preprocessing, seed, precision });
  if (read?.inputShape) refuseOtherInputs(read.inputShape, data.inputShape);
  const design = read?.design ?? defaultDesign(data);
  // A script's loss stands unless another is named.
  const scripted = values['loss'] === undefined ? (read?.loss ?? null) : null;
  const normalised = given['normalised'] ?? scripted?.normalised ?? false;
  const usualLoss = scripted?.loss.type ?? defaultLoss(design, normalised === true);
  const choices = chosen(values, choosable, { ...usualChoices, loss: usualLoss });
  refuseUnusedParameters(values, choosable, choices);
  const loss = scripted ? { ...scripted.loss, ...givenSettings(values, losses.get(usualLoss).parameters) } : choices['loss'];
  const settings = parseSettings(
    trialSettingsSchema,
    { ...given, ...choices, loss, normalised, split, preprocessing, penalties },
    settingNames,
  );
  describeData(output, data, design);

  return runTraining(
    { design, settings, seed, data },
    { output, threads, saved: read?.saved ?? null, saveTo: values['save'] as string | undefined },
  );
}

/** @throws request/bad-option where a design and a script are given, design/…, import/… */
async function readGivenDesign({ design, script }: OptionValues): Promise<ReadDesign | null> {
  if (typeof script === 'string') {
    if (design === undefined) return readDesignFile(script, readScriptText);
    throw new WorkbenchError('request/bad-option', 'Give --design or --script, not both: each describes the network.', {
      option: 'script',
    });
  }
  return typeof design === 'string' ? readDesign(design) : null;
}

/** @throws design/input-shape where the inputs a design is for are not those of the data */
function refuseOtherInputs(wanted: Shape, found: Shape): void {
  if (formatShape(wanted) === formatShape(found)) return;
  const message = `The design is for inputs of ${formatShape(wanted)}, but those of the data are ${formatShape(found)}. Import the data in that shape, or change the design.`;
  throw new WorkbenchError('design/input-shape', message, { wanted, found });
}

interface TrainingFiles {
  readonly output: Output;
  readonly threads: number;
  /** Weights to begin with, instead of drawn ones. */
  readonly saved: SavedNetwork | null;
  readonly saveTo: string | undefined;
}

async function runTraining(
  setup: { design: Design; settings: TrialSettings; seed: number; data: PreparedData },
  { output, threads, saved, saveTo }: TrainingFiles,
): Promise<ExitCode> {
  enableRelaxedSimd();
  const { precision, arithmetic } = setup.settings;
  const kernels = createKernels(precision, { arithmetic, threads: { count: threads, start: startNodeThread } });
  const trainer = createTrainer({ ...setup, kernels, clock: () => performance.now() / 1000 });
  if (saved) trainer.network.importParameters(saved.parameters);
  const progress = startProgress(output, setup.settings.epochs, 'epochs');
  const stop = stopOnInterrupt();

  let last: MetricsRecord | null = null;
  let termination: Termination | null = null;
  for (let sinceYield = performance.now(); termination === null;) {
    const event = trainer.advance();
    if (event.kind === 'done') termination = event.termination;
    if (event.kind === 'metrics') {
      last = event.record;
      progress.update(last.epoch, describeMetrics(last));
    }
    if (performance.now() - sinceYield > 50) {
      await new Promise((resolve) => setImmediate(resolve));
      sinceYield = performance.now();
      if (stop.asked) termination = { kind: 'stopped', reason: 'interrupted from the keyboard' };
    }
  }
  progress.end();
  stop.release();
  const threadsUsed = kernels.threads;
  kernels.close?.();

  if (saveTo !== undefined) await saveNetwork(trainer.network, saveTo);
  const { seconds, samples } = trainer.position;
  const parametersSum = parametersSha256(trainer.network.exportParameters());
  output.line(`${describeTermination(termination)}. ${last ? describeMetrics(last) : ''}`);
  output.line(
    `${trainer.network.parameterCount} parameters, sha256 ${parametersSum.slice(0, 16)}…, ${kernels.name} kernels (${kernels.arithmetic}), ${threadsUsed === 1 ? '1 thread' : `${threadsUsed} threads`}.`,
  );
  output.result({
    outcome: termination.kind,
    epochs: last?.epoch ?? 0,
    trainLoss: last?.trainLoss ?? null,
    testLoss: last?.testLoss ?? null,
    testAccuracy: last?.testAccuracy ?? null,
    parameters: trainer.network.parameterCount,
    functionEvaluations: last?.functionEvaluations ?? 0,
    gradientEvaluations: last?.gradientEvaluations ?? 0,
    seconds,
    samplesPerSecond: seconds > 0 ? samples / seconds : 0,
    parametersSha256: parametersSum,
    arithmetic: kernels.arithmetic,
    threads: threadsUsed,
    termination,
  });
  return termination.kind === 'budget' || termination.kind === 'converged' ? 0 : 1;
}

/** Writes a network with its answer to the first row of its batch. */
async function saveNetwork(network: Network, file: string): Promise<void> {
  network.forward(1);
  await writeText(file, printNtw(snapshotNetwork(network)));
}

/** What was done to which column and how to change it; columns treated alike share a line. */
function describeData(output: Output, { rows, treatments }: PreparedData, design: Design): void {
  output.line(`${rows} rows.`);
  for (const { column, treatment } of treatments) output.line(`  ${column}: ${treatment}`);
  const changes = [...new Set(treatments.map(({ change }) => change).filter(Boolean))];
  if (changes.length > 0) output.line('To change that:');
  for (const change of changes) output.line(`  ${change}`);
  output.line(
    '  Here: --ignore, --numeric and --categorical COLUMNS, --target COLUMN, --inputs, --targets, --test-fraction and the like (--help).',
  );
  output.line(`Design: ${printNotation(design)}`);
}

function describeMetrics({ trainLoss, testLoss, testAccuracy }: MetricsRecord): string {
  const parts = [`training loss ${formatMeasure(trainLoss)}`];
  if (testLoss !== null) parts.push(`test loss ${formatMeasure(testLoss)}`);
  if (testAccuracy !== null) parts.push(`test accuracy ${formatShare(testAccuracy)}`);
  return parts.join(', ');
}

/** Ctrl-C ends the training after the batch in hand; a second one ends the process. */
function stopOnInterrupt(): { readonly asked: boolean; release(): void } {
  let asked = false;
  const release = onInterrupt(() => (asked = true));
  return {
    get asked() {
      return asked;
    },
    release,
  };
}
