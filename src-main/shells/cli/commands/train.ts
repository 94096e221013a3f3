import type { Command } from 'commander';
import { availableParallelism } from 'node:os';
import { prepareData } from '../../../../src-core/data/prepareData.ts';
import type { PreparedData } from '../../../../src-core/data/partition.ts';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { defaultDesign } from '../../../../src-core/experiment/defaultSettings.ts';
import { settingsReads } from '../../../../src-core/experiment/settingsReads.ts';
import type { TrialSettings } from '../../../../src-core/experiment/trialConfig.ts';
import { mostThreads } from '../../../../src-core/kernels/threads.ts';
import type { Design } from '../../../../src-core/network/design.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { printNotation } from '../../../../src-core/network/notation/printNotation.ts';
import { printNtw } from '../../../../src-core/network/text/printNtw.ts';
import { readScriptText, type ReadDesign } from '../../../../src-core/network/text/readDesignText.ts';
import type { SavedNetwork } from '../../../../src-core/network/text/savedNetwork.ts';
import { snapshotNetwork } from '../../../../src-core/network/text/snapshotNetwork.ts';
import { parseOrRefuse } from '../../../../src-core/parseOrRefuse.ts';
import { z } from '../../../../src-core/schema.ts';
import { formatShape, type Shape } from '../../../../src-core/shape.ts';
import { readouts } from '../../../../src-core/readouts/registry.ts';
import { skins } from '../../../../src-core/skins/registry.ts';
import { describeTermination } from '../../../../src-core/training/termination.ts';
import { importTable } from '../../../datasets/importTable.ts';
import { parametersSha256 } from '../../../training/parametersSha256.ts';
import { readDesign, readDesignFile } from '../designText.ts';
import { describeIdentification, summariseIdentification } from '../identificationText.ts';
import { addImportOptions, importOptionsFrom } from '../importOptions.ts';
import { leaveOutEach } from '../leaveOutEach.ts';
import type { ExitCode, Output } from '../output.ts';
import { formatShare } from '../formatNumbers.ts';
import { readsWords } from '../readsWords.ts';
import type { OptionValues } from '../settingOptions.ts';
import { addStageOptions, typedStages } from '../stageOptions.ts';
import { describeMetrics, trainHere, type TrialHere } from '../trainHere.ts';
import { addTypedSettings, readTypedSettings } from '../typedSettings.ts';
import { writeText } from '../writeText.ts';

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
  addTypedSettings(command);
  addStageOptions(command);
  command.addHelpText('after', '\nWith --leave-out each, one network is taught without each class, and how often each is vetoed is told.');
  addImportOptions(command);
  command.action(async (values: OptionValues) => finish(await train(values, output())));
}

async function train(values: OptionValues, output: Output): Promise<ExitCode> {
  const seed = parseOrRefuse(seedSchema, values['seed'], { code: 'request/bad-option', subject: '--seed' });
  const threads = parseOrRefuse(threadsSchema, values['threads'], { code: 'request/bad-option', subject: '--threads' });
  const files = [values['data'], values['labels']].filter((file): file is string => typeof file === 'string');
  const isLeavingOutEach = values['leaveOut'] === 'each';
  const typed = readTypedSettings(isLeavingOutEach ? { ...values, leaveOut: undefined } : values, await typedStages(values));
  const read = await readGivenDesign(values);
  const table = await importTable(files, importOptionsFrom(values), null);
  const base = typed.base(table.dataset, read);
  const data = prepareData(table, { ...base, seed });
  if (read?.inputShape) refuseOtherInputs(read.inputShape, data.inputShape);
  const design = read?.design ?? base.usualDesign ?? defaultDesign(data);
  const settings = typed.settings(base, design);
  describeData(output, data, design);
  describeTeaching(output, settings);

  const trial = { design, settings, seed, data };
  if (!isLeavingOutEach)
    return trainOne(trial, { output, threads, saved: read?.saved ?? null, saveTo: values['save'] as string | undefined });
  if (values['save'] !== undefined)
    throw new WorkbenchError(
      'request/bad-option',
      '--leave-out each teaches a network for each class, so that --save has no one to save.',
      {
        option: 'save',
      },
    );
  return leaveOutEach(table, trial, { output, threads });
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

async function trainOne(trial: TrialHere, { output, threads, saved, saveTo }: TrainingFiles): Promise<ExitCode> {
  const { trainer, last, identification, termination, threads: used } = await trainHere(trial, { output, threads, saved });
  const { network } = trainer;
  const { kernels } = network;
  if (saveTo !== undefined) await saveNetwork(network, saveTo);
  const { seconds, samples } = trainer.position;
  const parametersSum = parametersSha256(network.exportParameters());
  output.line(`${describeTermination(termination)}. ${last ? describeMetrics(last) : ''}`);
  output.line(
    `${network.parameterCount} parameters, sha256 ${parametersSum.slice(0, 16)}…, ${kernels.name} kernels (${kernels.arithmetic}), ${used === 1 ? '1 thread' : `${used} threads`}.`,
  );
  for (const [name, accuracy] of Object.entries(last?.otherAccuracies ?? {})) {
    output.line(`Read by ${readouts.get(name).label.toLowerCase()}: test accuracy ${formatShare(accuracy)}.`);
  }
  if (identification) describeIdentification(output, identification);
  output.result({
    outcome: termination.kind,
    reads: settingsReads(trial.settings),
    epochs: last?.epoch ?? 0,
    trainLoss: last?.trainLoss ?? null,
    testLoss: last?.testLoss ?? null,
    testAccuracy: last?.testAccuracy ?? null,
    otherAccuracies: last?.otherAccuracies ?? {},
    identification: identification && summariseIdentification(identification),
    parameters: network.parameterCount,
    functionEvaluations: last?.functionEvaluations ?? 0,
    gradientEvaluations: last?.gradientEvaluations ?? 0,
    seconds,
    samplesPerSecond: seconds > 0 ? samples / seconds : 0,
    parametersSha256: parametersSum,
    arithmetic: kernels.arithmetic,
    threads: used,
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

/** Who teaches what, and what may be read of a sample for it. */
function describeTeaching(output: Output, settings: TrialSettings): void {
  for (const { layers, skin, epochs } of settings.stages)
    output.line(`First ${skins.get(skin.type).label} teaches ${layers.join(', ')} for ${epochs === 1 ? '1 epoch' : `${epochs} epochs`}.`);
  output.line(`Skin: ${skins.get(settings.skin.type).label}. Teaching reads ${readsWords[settingsReads(settings)]}.`);
}
