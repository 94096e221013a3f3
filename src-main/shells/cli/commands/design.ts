import { Option, type Command } from 'commander';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { defaultLoss } from '../../../../src-core/experiment/defaultSettings.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { losses } from '../../../../src-core/losses/registry.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { printNotation } from '../../../../src-core/network/notation/printNotation.ts';
import { printNtw } from '../../../../src-core/network/text/printNtw.ts';
import { printScript } from '../../../../src-core/network/text/printScript.ts';
import type { ReadDesign } from '../../../../src-core/network/text/readDesignText.ts';
import type { SavedNetwork } from '../../../../src-core/network/text/savedNetwork.ts';
import { snapshotNetwork } from '../../../../src-core/network/text/snapshotNetwork.ts';
import { parseOrRefuse } from '../../../../src-core/parseOrRefuse.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { deriveSeed } from '../../../../src-core/random/deriveSeed.ts';
import { z } from '../../../../src-core/schema.ts';
import { formatShape, type Shape } from '../../../../src-core/shape.ts';
import { readDesign } from '../designText.ts';
import type { ExitCode, Output } from '../output.ts';
import { addChoiceOptions, chosen, refuseUnusedParameters, type ChoosableRegistry, type OptionValues } from '../settingOptions.ts';
import { writeText } from '../writeText.ts';

const choosable: readonly ChoosableRegistry[] = [{ option: 'loss', registry: losses }];
const sizesSchema = z.array(z.number().int().min(1)).min(1);
const seedSchema = z.number('the seed is a whole number of at least 0').int().min(0);

/** `design`: a design in another of its texts. */
export function addDesignCommand(program: Command, output: () => Output, finish: (code: ExitCode) => void): void {
  const command = program
    .command('design')
    .description('Print a design as notation, JSON, a script of the original project, or its .ntw save format with weights.')
    .argument('<design>', 'the design in compact notation, or @file with notation, JSON, a script or .ntw')
    .addOption(new Option('--to <text>', 'which text').choices(['notation', 'json', 'script', 'ntw', 'ntw-verbatim']).default('notation'))
    .option('--output <file>', 'write it to a file')
    .option('--input-shape <sizes>', 'shape of the inputs, such as 28x28, where the design does not say (script, ntw)')
    .option('--seed <number>', 'seed of the first weights, where the design has none (ntw)', Number, 1)
    .option('--normalised', 'the loss that closes a script sees outputs divided by their sum');
  addChoiceOptions(command, choosable);
  command.action(async (given: string, values: OptionValues) => finish(await printDesign(given, values, output())));
}

async function printDesign(given: string, values: OptionValues, output: Output): Promise<ExitCode> {
  const read = await readDesign(given);
  const to = values['to'] as string;
  if (read.saved && !to.startsWith('ntw')) output.note(`The weights are left out: only .ntw keeps them.`);
  const text = textOf(to, read, values);
  const file = values['output'] as string | undefined;
  if (file === undefined) output.line(text.trimEnd());
  else await writeText(file, text);
  output.result({ to, layers: read.design.layers.length, ...(file === undefined ? { text } : { path: file }) });
  return 0;
}

function textOf(to: string, read: ReadDesign, values: OptionValues): string {
  switch (to) {
    case 'json':
      return `${JSON.stringify(read.design, null, 2)}\n`;
    case 'script':
      return printScript({ design: read.design, inputShape: inputShapeOf(read, values), ...lossOf(read, values) });
    case 'ntw':
      return printNtw(weightsOf(read, values));
    case 'ntw-verbatim':
      return printNtw(weightsOf(read, values), 'verbatim');
    default:
      return `${printNotation(read.design)}\n`;
  }
}

/** @throws request/bad-option where it is neither said nor needless */
function inputShapeOf({ inputShape }: ReadDesign, values: OptionValues): Shape {
  const given = values['inputShape'] as string | undefined;
  if (given !== undefined) {
    const sizes = parseOrRefuse(sizesSchema, given.split(/[x,]/).map(Number), { code: 'request/bad-option', subject: '--input-shape' });
    if (!inputShape || formatShape(inputShape) === formatShape(sizes)) return sizes;
    const message = `--input-shape says ${formatShape(sizes)}, but the design is for inputs of ${formatShape(inputShape)}. Leave the option out.`;
    throw new WorkbenchError('request/bad-option', message, { option: 'input-shape' });
  }
  if (inputShape) return inputShape;
  throw new WorkbenchError(
    'request/bad-option',
    'This text holds the shape of the inputs, which the design does not say: give --input-shape, such as 28x28.',
    {
      option: 'input-shape',
    },
  );
}

function lossOf(read: ReadDesign, values: OptionValues): NonNullable<ReadDesign['loss']> {
  const normalised = values['normalised'] === true || (read.loss?.normalised ?? false);
  if (values['loss'] === undefined && read.loss) return { ...read.loss, normalised };
  const choices = chosen(values, choosable, { loss: { type: defaultLoss(read.design, normalised) } });
  refuseUnusedParameters(values, choosable, choices);
  return { loss: choices['loss']!, normalised };
}

/** The network with the weights of its file, else with those that `train --seed` begins with. */
function weightsOf(read: ReadDesign, values: OptionValues): SavedNetwork {
  const inputShape = inputShapeOf(read, values);
  if (read.saved) return read.saved;
  const seed = parseOrRefuse(seedSchema, values['seed'], { code: 'request/bad-option', subject: '--seed' });
  const random = createRandom(deriveSeed(seed, 'weights'));
  const network = compileNetwork(read.design, inputShape, { kernels: createKernels('float32'), batch: 1, random });
  network.forward(1);
  return snapshotNetwork(network);
}
