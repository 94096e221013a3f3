import type { Command } from 'commander';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { checkLoss, type LossCheck } from '../../../bench/checkLoss.ts';
import { measureKernels, type KernelRates } from '../../../bench/kernelRates.ts';
import { measureRates, type Rates } from '../../../bench/rates.ts';
import { shareOutsideKernels } from '../../../bench/shareOutsideKernels.ts';
import { teachWorkload } from '../../../bench/teachWorkload.ts';
import { workloads, type Workload } from '../../../bench/workloads.ts';
import { enableRelaxedSimd } from '../../../training/enableRelaxedSimd.ts';
import type { ExitCode, Output } from '../output.ts';
import { benchFunctions } from './benchFunctions.ts';
import { benchTrace } from './benchTrace.ts';

interface BenchOptions {
  readonly workload?: readonly string[];
  readonly all?: boolean;
  readonly seconds: string;
  readonly threads: string;
  readonly arithmetic: string;
  readonly functions?: boolean;
  readonly trace?: string;
}

interface WorkloadResult {
  readonly workload: string;
  readonly samplesPerSecond: Rates;
  readonly arithmetic: string;
  readonly threads: number;
  /** Share of the time that is not spent in kernels; null where they are plain code. */
  readonly outsideKernels: number | null;
  readonly check: LossCheck;
}

/** `bench`: samples a second of processor time on fixed workloads. */
export function addBenchCommand(program: Command, output: () => Output, finish: (code: ExitCode) => void): void {
  program
    .command('bench')
    .description('Measure how fast networks are taught on this machine: samples a second of processor time, one thread.')
    .option('--workload <names...>', `some of ${workloads.map(({ name }) => name).join(', ')}`)
    .option('--all', 'all workloads, and the kernels alone (this is the default)')
    .option('--seconds <seconds>', 'how long each is measured', '2')
    .option('--threads <count>', 'threads of one network; only 1 for now', '1')
    .option('--arithmetic <kind>', 'auto, or mul-add for the same bits on every machine', 'auto')
    .option('--functions', 'instead: the worst errors of exp, log, tanh and the logistic function over ten million inputs each')
    .option(
      '--trace <folder>',
      'instead: the losses of the first 40 steps against float64, and files for another program to take the same steps',
    )
    .action(async (values: BenchOptions) => finish(await bench(values, output())));
}

async function bench(options: BenchOptions, output: Output): Promise<ExitCode> {
  const { seconds, arithmetic, chosen } = readOptions(options);
  enableRelaxedSimd();
  const kernels = () => createKernels('float32', { arithmetic });
  output.line(`${kernels().name} kernels (${kernels().arithmetic}), 1 thread.`);
  if (options.functions) return benchFunctions(kernels(), output);
  if (options.trace !== undefined) return benchTrace(chosen, kernels, options.trace, output);
  const rates = options.workload ? null : measureKernels(kernels(), Math.min(seconds, 1), processorSeconds);
  if (rates) describeKernels(rates, output);

  const results = chosen.map((workload): WorkloadResult => {
    const check = checkLoss(workload, kernels);
    const taught = teachWorkload(workload, kernels());
    const samplesPerSecond = measureRates(() => taught.teach().rows, seconds, processorSeconds);
    const outsideKernels = shareOutsideKernels(workload, { arithmetic, seconds: Math.min(seconds, 1), clock: wallSeconds });
    const result = { workload: workload.name, samplesPerSecond, arithmetic: kernels().arithmetic, threads: 1, outsideKernels, check };
    describeResult(result, output);
    return result;
  });
  output.result(options.workload && results.length === 1 ? results[0]! : { workloads: results, kernels: rates });
  return results.every(({ check }) => check.agrees && check.falls) ? 0 : 1;
}

function readOptions({ workload: names, seconds: secondsText, threads, arithmetic }: BenchOptions): {
  readonly seconds: number;
  readonly arithmetic: 'auto' | 'mul-add';
  readonly chosen: readonly Workload[];
} {
  const unknown = names?.find((name) => !workloads.some((workload) => workload.name === name));
  if (unknown !== undefined)
    throw badOption('--workload', `is not "${unknown}" but one of: ${workloads.map(({ name }) => name).join(', ')}`);
  const seconds = Number(secondsText);
  if (!(seconds > 0 && seconds <= 3600)) throw badOption('--seconds', `is a number above 0 and up to 3600, not "${secondsText}"`);
  if (threads !== '1') throw badOption('--threads', `is 1 for now, not "${threads}"`);
  if (arithmetic !== 'auto' && arithmetic !== 'mul-add') throw badOption('--arithmetic', `is auto or mul-add, not "${arithmetic}"`);
  return { seconds, arithmetic, chosen: names ? workloads.filter(({ name }) => names.includes(name)) : workloads };
}

function badOption(option: string, what: string): WorkbenchError {
  return new WorkbenchError('request/bad-option', `The option ${option} ${what}.`, { option });
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function wallSeconds(): number {
  return performance.now() / 1000;
}

function describeKernels(rates: KernelRates, output: Output): void {
  const share = (gflops: number): string =>
    `${gflops.toFixed(1)} GFLOP/s${rates.peakGflops === null ? '' : ` (${Math.round((100 * gflops) / rates.peakGflops)} % of the peak)`}`;
  if (rates.peakGflops !== null) output.line(`Multiply-adds in registers alone: ${rates.peakGflops.toFixed(1)} GFLOP/s.`);
  output.line(
    `Products of 512 × 512 × 512: forward ${share(rates.forwardGflops)}, weights ${share(rates.weightGradientGflops)}, inputs ${share(rates.inputGradientGflops)}.`,
  );
  output.line(`Adam: ${rates.adamNanosecondsPerParameter.toFixed(2)} ns a parameter.`);
}

function describeResult({ workload, samplesPerSecond: { median, min, max }, outsideKernels, check }: WorkloadResult, output: Output): void {
  const whole = (rate: number): string => Math.round(rate).toLocaleString('en-GB');
  const troubles = [
    ...(check.agrees ? [] : [`the loss differs from the reference's by ${check.difference.toExponential(1)}`]),
    ...(check.falls ? [] : ['the loss does not fall']),
  ];
  const outside = outsideKernels === null ? '' : `, ${(100 * outsideKernels).toFixed(1)} % of the time outside the kernels`;
  const verdict = troubles.length > 0 ? `  WRONG: ${troubles.join(', ')}` : '';
  output.line(`${workload.padEnd(12)} ${whole(median).padStart(11)} samples/s  (${whole(min)} to ${whole(max)})${outside}${verdict}`);
}
