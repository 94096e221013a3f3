import type { Command } from 'commander';
import { setTimeout } from 'node:timers/promises';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import type { KernelSet } from '../../../../src-core/kernels/kernelSet.ts';
import { mostThreads } from '../../../../src-core/kernels/threads.ts';
import { checkLoss, type LossCheck } from '../../../bench/checkLoss.ts';
import { measureKernels, type KernelRates } from '../../../bench/kernelRates.ts';
import { measureRates, type Rates } from '../../../bench/rates.ts';
import { shareOutsideKernels } from '../../../bench/shareOutsideKernels.ts';
import { teachWorkload } from '../../../bench/teachWorkload.ts';
import { workloads, type Workload } from '../../../bench/workloads.ts';
import { enableRelaxedSimd } from '../../../training/enableRelaxedSimd.ts';
import { startNodeThread } from '../../../training/startNodeThread.ts';
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

interface BenchSettings {
  readonly seconds: number;
  readonly arithmetic: 'auto' | 'mul-add';
  readonly threads: number;
  readonly chosen: readonly Workload[];
}

interface WorkloadResult {
  readonly workload: string;
  readonly samplesPerSecond: Rates;
  readonly arithmetic: string;
  readonly threads: number;
  /** Share of the time of one thread that is not spent in kernels; null where they are plain code. */
  readonly outsideKernels: number | null;
  readonly check: LossCheck;
}

const threadStartMilliseconds = 300;

/** `bench`: samples a second of processor time on fixed workloads. */
export function addBenchCommand(program: Command, output: () => Output, finish: (code: ExitCode) => void): void {
  program
    .command('bench')
    .description('Measure how fast networks are taught on this machine: samples a second of processor time, or of the clock with threads.')
    .option('--workload <names...>', `some of ${workloads.map(({ name }) => name).join(', ')}`)
    .option('--all', 'all workloads, and the kernels alone (this is the default)')
    .option('--seconds <seconds>', 'how long each is measured', '2')
    .option('--threads <count>', 'threads that the steps of large networks are divided among', '1')
    .option('--arithmetic <kind>', 'auto, or mul-add for the same bits on every machine', 'auto')
    .option('--functions', 'instead: the worst errors of exp, log, tanh and the logistic function over ten million inputs each')
    .option(
      '--trace <folder>',
      'instead: the losses of the first 40 steps against float64, and files for another program to take the same steps',
    )
    .action(async (values: BenchOptions) => finish(await bench(values, output())));
}

async function bench(options: BenchOptions, output: Output): Promise<ExitCode> {
  const settings = readOptions(options);
  enableRelaxedSimd();
  const kernels = kernelsFor(settings);
  output.line(
    `${kernels.name} kernels (${kernels.arithmetic}), ${settings.threads === 1 ? '1 thread' : `up to ${settings.threads} threads`}.`,
  );
  if (options.functions) return benchFunctions(kernels, output);
  if (options.trace !== undefined) return benchTrace(settings.chosen, () => kernelsFor({ ...settings, threads: 1 }), options.trace, output);
  const rates = options.workload ? null : measureKernels(kernels, Math.min(settings.seconds, 1), processorSeconds);
  if (rates) describeKernels(rates, output);

  const results: WorkloadResult[] = [];
  for (const workload of settings.chosen) {
    const result = await measureWorkload(workload, settings);
    results.push(result);
    describeResult(result, output);
  }
  output.result(options.workload && results.length === 1 ? results[0]! : { workloads: results, kernels: rates });
  return results.every(({ check }) => check.agrees && check.falls) ? 0 : 1;
}

async function measureWorkload(workload: Workload, settings: BenchSettings): Promise<WorkloadResult> {
  const kernels = kernelsFor(settings);
  const taught = teachWorkload(workload, kernels);
  taught.teach();
  // Helper threads start with the first step, and need a moment.
  if (settings.threads > 1) await setTimeout(threadStartMilliseconds);
  const { threads, arithmetic } = kernels;
  const samplesPerSecond = measureRates(() => taught.teach().rows, settings.seconds, threads > 1 ? wallSeconds : processorSeconds);
  kernels.close?.();
  const seconds = Math.min(settings.seconds, 1);
  const outsideKernels = shareOutsideKernels(workload, { arithmetic: settings.arithmetic, seconds, clock: wallSeconds });
  return { workload: workload.name, samplesPerSecond, arithmetic, threads, outsideKernels, check: checkWorkload(workload, settings) };
}

function checkWorkload(workload: Workload, settings: BenchSettings): LossCheck {
  const kernels = kernelsFor(settings);
  const check = checkLoss(workload, kernels);
  kernels.close?.();
  return check;
}

function kernelsFor({ arithmetic, threads }: BenchSettings): KernelSet {
  return createKernels('float32', { arithmetic, threads: { count: threads, start: startNodeThread } });
}

function readOptions({ workload: names, seconds: secondsText, threads, arithmetic }: BenchOptions): BenchSettings {
  const unknown = names?.find((name) => !workloads.some((workload) => workload.name === name));
  if (unknown !== undefined)
    throw badOption('--workload', `is not "${unknown}" but one of: ${workloads.map(({ name }) => name).join(', ')}`);
  const seconds = Number(secondsText);
  if (!(seconds > 0 && seconds <= 3600)) throw badOption('--seconds', `is a number above 0 and up to 3600, not "${secondsText}"`);
  const count = Number(threads);
  if (!(Number.isInteger(count) && count >= 1 && count <= mostThreads))
    throw badOption('--threads', `is a whole number from 1 to ${mostThreads}, not "${threads}"`);
  if (arithmetic !== 'auto' && arithmetic !== 'mul-add') throw badOption('--arithmetic', `is auto or mul-add, not "${arithmetic}"`);
  return { seconds, arithmetic, threads: count, chosen: names ? workloads.filter(({ name }) => names.includes(name)) : workloads };
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

function describeResult(result: WorkloadResult, output: Output): void {
  const {
    samplesPerSecond: { median, min, max },
    threads,
    outsideKernels,
    check,
  } = result;
  const whole = (rate: number): string => Math.round(rate).toLocaleString('en-GB');
  const troubles = [
    ...(check.agrees ? [] : [`the loss differs from the reference's by ${check.difference.toExponential(1)}`]),
    ...(check.falls ? [] : ['the loss does not fall']),
  ];
  const outside = outsideKernels === null ? '' : `, ${(100 * outsideKernels).toFixed(1)} % of the time outside the kernels`;
  const verdict = troubles.length > 0 ? `  WRONG: ${troubles.join(', ')}` : '';
  const shared = threads > 1 ? `, ${threads} threads` : '';
  const rates = `${whole(median).padStart(11)} samples/s  (${whole(min)} to ${whole(max)}${shared})`;
  output.line(`${result.workload.padEnd(12)} ${rates}${outside}${verdict}`);
}
