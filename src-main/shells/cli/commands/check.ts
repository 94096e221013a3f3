import Table from 'cli-table3';
import type { Command } from 'commander';
import type { PreparedData } from '../../../../src-core/data/partition.ts';
import { preprocessingSchema, splitSchema } from '../../../../src-core/data/partition.ts';
import { prepareData } from '../../../../src-core/data/prepareData.ts';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { defaultLoss } from '../../../../src-core/experiment/defaultSettings.ts';
import { losses } from '../../../../src-core/losses/registry.ts';
import { checkDesign, type DesignCheck } from '../../../../src-core/network/checkDesign.ts';
import type { CheckSamples } from '../../../../src-core/network/checkSamples.ts';
import { drawIndices } from '../../../../src-core/network/drawIndices.ts';
import { printNotation } from '../../../../src-core/network/notation/printNotation.ts';
import type { ReadDesign } from '../../../../src-core/network/text/readDesignText.ts';
import { parseOrRefuse } from '../../../../src-core/parseOrRefuse.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { deriveSeed } from '../../../../src-core/random/deriveSeed.ts';
import type { Choice } from '../../../../src-core/registry.ts';
import { z } from '../../../../src-core/schema.ts';
import { formatShape, type Shape } from '../../../../src-core/shape.ts';
import { importTable } from '../../../datasets/importTable.ts';
import { readDesign } from '../designText.ts';
import { addImportOptions, importOptionsFrom } from '../importOptions.ts';
import type { ExitCode, Output } from '../output.ts';
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

const choosable: readonly ChoosableRegistry[] = [{ option: 'loss', registry: losses }];
const sizesSchema = z.array(z.number().int().min(1)).min(1);
const seedSchema = z.number('the seed is a whole number of at least 0').int().min(0);
/** Samples of the data that are checked on; many more would only slow the differences down. */
const rowsOfData = 4;

/** `check`: backpropagation against differences of the loss, layer by layer. */
export function addCheckCommand(program: Command, output: () => Output, finish: (code: ExitCode) => void): void {
  const command = program
    .command('check')
    .description('Compare the gradients of a design by backpropagation with differences of its loss, layer by layer.')
    .requiredOption('--design <notation>', 'the network in compact notation, or @file (notation, JSON, a script, or .ntw with weights)')
    .option('--input <sizes>', 'shape of the inputs, such as 28x28; samples are then drawn at random')
    .option('--data <files...>', 'data to take a few samples of instead; the labels second where they are a file of their own')
    .option('--normalised [on|off]', 'the loss sees outputs divided by their sum (eq. 13)')
    .option('--seed <number>', 'seed of weights, samples and of which parameters are compared', Number, 1);
  addSettingOptions(command, preprocessingSchema);
  addChoiceOptions(command, choosable);
  addImportOptions(command);
  command.action(async (values: OptionValues) => finish(await check(values, output())));
}

async function check(values: OptionValues, output: Output): Promise<ExitCode> {
  const seed = parseOrRefuse(seedSchema, values['seed'], { code: 'request/bad-option', subject: '--seed' });
  const read = await readDesign(values['design'] as string);
  const { loss, normalised } = lossOf(read, values);
  const { inputShape, samples } = await inputsOf(read, values, seed);
  const parameters = read.saved?.parameters;
  const result = checkDesign({
    design: read.design,
    inputShape,
    loss,
    normalised,
    seed,
    ...(samples && { samples }),
    ...(parameters && { parameters }),
  });
  output.line(`Design: ${printNotation(read.design)}`);
  output.line(
    `Loss: ${losses.get(loss.type).label}${normalised ? ', normalised' : ''}; ${result.rows} samples ${samples ? 'of the data' : `drawn from seed ${seed}`}.`,
  );
  describe(output, result);
  output.result({ ...result, seed, loss, normalised });
  return result.agrees ? 0 : 1;
}

function describe(output: Output, { layers, worst, parameters, compared, leftOut }: DesignCheck): void {
  const table = new Table({
    head: ['layer', 'parameters', 'compared', 'beside a kink', 'difference', 'at most', 'float32', ''],
    style: { head: [], border: [] },
  });
  const verdicts = { agrees: 'agrees', disagrees: 'DISAGREES', notCompared: 'not compared' };
  for (const each of layers) {
    const difference = each.compared === 0 ? '–' : each.difference.toExponential(1);
    const single = each.singleDifference?.toExponential(1) ?? '–';
    table.push([
      each.layer,
      each.parameters,
      each.compared,
      each.leftOut,
      difference,
      each.limit.toExponential(1),
      single,
      verdicts[each.verdict],
    ]);
  }
  output.line(table.toString());
  if (compared + leftOut < parameters) {
    output.line(
      `Large layers are sampled, so that this ends in seconds: ${compared + leftOut} of ${parameters} parameters, the same for the same seed.`,
    );
  }
  if (leftOut > 0)
    output.line(`${leftOut} parameters were left out: their differences would reach across a kink, where there is no derivative.`);
  if (layers.some(({ singleDifference }) => singleDifference === null)) {
    output.line('float32 was not compared: rounding put an axon on the other side of a kink. Another --seed may do.');
  }
  const failed = layers.filter(({ verdict }) => verdict === 'disagrees').map(({ layer }) => layer);
  output.line(
    failed.length > 0
      ? `Disagreement in ${failed.join(', ')}; the worst is ${worst}.`
      : `Backpropagation agrees with differences; the worst is ${worst}.`,
  );
}

/** The loss that was asked for, else that of the script, else the usual one of the design. @throws registry/…, request/unused-option */
function lossOf(read: ReadDesign, values: OptionValues): { loss: Choice; normalised: boolean } {
  const asked = values['normalised'] === undefined ? null : values['normalised'] !== 'off';
  const scripted = values['loss'] === undefined ? read.loss : null;
  const normalised = asked ?? scripted?.normalised ?? false;
  const usual = scripted?.loss.type ?? defaultLoss(read.design, normalised);
  const choices = chosen(values, choosable, { loss: { type: usual } });
  refuseUnusedParameters(values, choosable, choices);
  const loss = scripted ? { ...scripted.loss, ...givenSettings(values, losses.get(usual).parameters) } : choices['loss']!;
  return { loss: losses.parse(loss), normalised };
}

/** @throws request/bad-option where the inputs are given twice or not at all, import/…, data/… */
async function inputsOf(
  read: ReadDesign,
  values: OptionValues,
  seed: number,
): Promise<{ inputShape: Shape; samples: CheckSamples | null }> {
  const given = values['input'] as string | undefined;
  const files = values['data'] as readonly string[] | undefined;
  if (given !== undefined && files)
    throw new WorkbenchError('request/bad-option', 'Give --input or --data, not both: the data have a shape.', { option: 'input' });
  if (files) return samplesOf(files, values, seed);
  const shape =
    given === undefined
      ? read.inputShape
      : parseOrRefuse(sizesSchema, given.split(/[x,]/).map(Number), { code: 'request/bad-option', subject: '--input' });
  if (!shape)
    throw new WorkbenchError('request/bad-option', 'Give the shape of the inputs, such as --input 28x28, or --data.', { option: 'input' });
  if (read.inputShape && formatShape(read.inputShape) !== formatShape(shape)) {
    throw new WorkbenchError(
      'request/bad-option',
      `The design is for inputs of ${formatShape(read.inputShape)}, not ${formatShape(shape)}. Leave --input out.`,
      { option: 'input' },
    );
  }
  return { inputShape: shape, samples: null };
}

async function samplesOf(
  files: readonly string[],
  values: OptionValues,
  seed: number,
): Promise<{ inputShape: Shape; samples: CheckSamples }> {
  const preprocessing = parseSettings(preprocessingSchema, givenSettings(values, preprocessingSchema));
  const table = await importTable(files, importOptionsFrom(values), null);
  const data = prepareData(table, { split: splitSchema.parse({}), preprocessing, seed, precision: 'float64' });
  return { inputShape: data.inputShape, samples: drawRows(data, seed) };
}

/** @throws data/no-target */
function drawRows({ parts, inputs, inputSize, targets, outputSize }: PreparedData, seed: number): CheckSamples {
  if (!targets) throw new WorkbenchError('data/no-target', 'The data have no target, which the loss needs. Name one with --target.');
  const rows = drawIndices(parts.train.length, rowsOfData, createRandom(deriveSeed(seed, 'rows'))).map((index) => parts.train[index]!);
  const gather = (values: ArrayLike<number>, size: number): Float64Array =>
    Float64Array.from({ length: rows.length * size }, (_, index) => values[rows[Math.floor(index / size)]! * size + (index % size)]!);
  return { rows: rows.length, inputs: gather(inputs, inputSize), targets: gather(targets, outputSize) };
}
