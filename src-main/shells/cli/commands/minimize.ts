import Table from 'cli-table3';
import type { Command } from 'commander';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import {
  comparedMethods,
  comparedSurfaces,
  compareMethods,
  createSurface,
  laboratoryMethods,
  minimiseBy,
  type Comparison,
} from '../../../../src-core/optimizers/laboratory.ts';
import type { Iterate, Minimisation } from '../../../../src-core/optimizers/minimise.ts';
import { z } from '../../../../src-core/schema.ts';
import { surfaces } from '../../../../src-core/surfaces/registry.ts';
import { formatMeasure } from '../formatNumbers.ts';
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

const choosable: readonly ChoosableRegistry[] = [
  { option: 'surface', registry: surfaces },
  { option: 'optimizer', registry: laboratoryMethods },
];

const limitsSchema = z.object({
  tolerance: z.number().positive().max(1e6).default(1e-5).meta({ help: 'ends where the largest |∂f| is at most this' }),
  mostIterations: z.number().int().min(0).max(1e7).default(20_000).meta({ help: 'steps after which it gives up' }),
  mostEvaluations: z.number().int().min(1).max(1e7).default(20_000).meta({ help: 'evaluations of f after which it gives up' }),
});
type Limits = z.output<typeof limitsSchema>;

/** `minimize`: one method on one test function, or all on all. */
export function addMinimizeCommand(program: Command, output: () => Output, finish: (code: ExitCode) => void): void {
  const command = program
    .command('minimize')
    .description('Let an optimizer loose on a test function and count its evaluations.')
    .option('--all', 'print the table of all compared methods on all surfaces')
    .option('--start <numbers>', 'where to begin, such as "-1.2,1" (default: the usual start of the surface)')
    .option('--iterates', 'with --json: every point on the way too');
  addSettingOptions(command, limitsSchema);
  addChoiceOptions(command, choosable);
  command.action((values: OptionValues) => finish(minimize(values, output())));
}

function minimize(values: OptionValues, output: Output): ExitCode {
  const limits = parseSettings(limitsSchema, givenSettings(values, limitsSchema));
  const choices = chosen(values, choosable, { optimizer: { type: 'conjugateGradient' } });
  refuseUnusedParameters(values, choosable, choices);
  if (values['all']) {
    const excess = ['surface', 'optimizer', 'start', 'iterates'].find((option) => values[option] !== undefined);
    if (excess) throw new WorkbenchError('request/unused-option', `--${excess} does nothing with --all. Leave it out.`, { option: excess });
    return minimizeAll(limits, output);
  }
  const { surface: surfaceChoice, optimizer } = choices;
  if (!surfaceChoice || !optimizer) {
    const names = surfaces.members.map(({ name }) => name).join(', ');
    throw new WorkbenchError('request/missing-option', `Name a surface with --surface (${names}), or ask for --all.`, {
      option: 'surface',
    });
  }

  const iterates: Iterate[] = [];
  const surface = createSurface(surfaceChoice);
  const start = parseStart(values['start']);
  const observe = values['iterates'] ? (iterate: Iterate) => void iterates.push(iterate) : undefined;
  const result = minimiseBy(optimizer, surface, { ...limits, start, observe });
  describe(result, output);
  output.result({ surface: surfaceChoice, optimizer, ...result, ...(values['iterates'] ? { iterates } : {}) });
  return result.outcome === 'notFinite' ? 1 : 0;
}

function parseStart(text: unknown): readonly number[] | undefined {
  if (typeof text !== 'string') return undefined;
  const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (numbers.every(Number.isFinite)) return numbers;
  throw new WorkbenchError('request/bad-option', `--start: "${text}" is no list of numbers such as "-1.2,1".`, { option: 'start' });
}

const outcomes: Readonly<Record<Minimisation['outcome'], string>> = {
  converged: 'Converged: the gradient is as small as asked',
  stalled: 'Stalled: no step lowers f within precision',
  unbounded: 'Unbounded: f falls for ever',
  notFinite: 'Broken off: f or its gradient is not finite',
  budget: 'Given up: the budget is used up',
};

function describe(
  { outcome, value, gradientMax, iterations, functionEvaluations, gradientEvaluations, point }: Minimisation,
  output: Output,
): void {
  output.line(`${outcomes[outcome]}.`);
  output.line(`f = ${formatMeasure(value)}, max|∂f| = ${formatMeasure(gradientMax)} after ${iterations} iterations.`);
  output.line(`${functionEvaluations} evaluations of f, ${gradientEvaluations} of its gradient.`);
  const shown = point.slice(0, 8).map((x) => formatMeasure(x));
  output.line(`x = (${shown.join(', ')}${point.length > shown.length ? ', …' : ''})`);
}

function minimizeAll(limits: Limits, output: Output): ExitCode {
  const results: Comparison[] = [];
  for (const comparison of compareMethods(limits)) {
    const { surface, method, result } = comparison;
    output.note(`${surface}, ${method}: ${result.outcome}, ${result.functionEvaluations} evaluations`);
    results.push(comparison);
  }
  output.line(
    `Evaluations of f to max|∂f| ≤ ${limits.tolerance}, from the usual starts; – where a method does not apply, else how it ended.`,
  );
  output.line(comparisonTable(results));
  output.result({
    ...limits,
    results: results.map(({ surface, method, result: { point: _, ...figures } }) => ({ surface, method, ...figures })),
  });
  return 0;
}

/** One row a surface, one column a method. */
function comparisonTable(results: readonly Comparison[]): string {
  const table = new Table({ head: ['', ...comparedMethods.map(({ name }) => name)], style: { head: [], border: [] }, wordWrap: true });
  for (const surface of comparedSurfaces) {
    const cells = comparedMethods.map((method) => cell(results.find((one) => one.surface === surface.name && one.method === method.name)));
    table.push([surface.name, ...cells]);
  }
  return table.toString();
}

function cell(comparison: Comparison | undefined): string {
  if (!comparison) return '–';
  const { outcome, functionEvaluations } = comparison.result;
  return outcome === 'converged' ? String(functionEvaluations) : outcome;
}
