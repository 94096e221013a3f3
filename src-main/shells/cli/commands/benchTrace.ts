import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { KernelSet } from '../../../../src-core/kernels/kernelSet.ts';
import { largestDifference } from '../../../bench/losses.ts';
import { traceLosses } from '../../../bench/lossTrace.ts';
import type { Workload } from '../../../bench/workloads.ts';
import { asWriteError } from '../../../project/fileError.ts';
import type { ExitCode, Output } from '../output.ts';

const steps = 40;
const firstSteps = 10;
/** How far losses in float32 may stray from float64, as a share: over the first steps, and over all. */
const limits = { first: 1e-5, all: 1e-3 };

/**
 * Writes the first 40 steps of workloads for other programs to follow: `<workload>.json` with the losses, and beside it parameters,
 * inputs and targets as little-endian float32. Says how far they are from the float64 reference's.
 */
export async function benchTrace(chosen: readonly Workload[], kernels: () => KernelSet, folder: string, output: Output): Promise<ExitCode> {
  const results = [];
  for (const workload of chosen) {
    const { losses, reference, ...arrays } = traceLosses(workload, kernels(), steps);
    await writeTrace(path.resolve(folder), workload, { losses, reference }, arrays);
    const first = largestDifference(losses.slice(0, firstSteps), reference.slice(0, firstSteps));
    const all = largestDifference(losses, reference);
    output.line(
      `${workload.name.padEnd(12)} loss ${losses[0]!.toFixed(4)} to ${losses.at(-1)!.toFixed(4)}; against float64 ${first.toExponential(1)} over ` +
        `${firstSteps} steps, ${all.toExponential(1)} over ${steps}.`,
    );
    results.push({ workload: workload.name, first, all });
  }
  output.result({ steps, against: 'float64', workloads: results });
  return results.every(({ first, all }) => first <= limits.first && all <= limits.all) ? 0 : 1;
}

async function writeTrace(
  folder: string,
  { name, batch }: Workload,
  losses: { readonly losses: readonly number[]; readonly reference: readonly number[] },
  arrays: Readonly<Record<'parameters' | 'inputs' | 'targets', Float32Array>>,
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const [kind, values] of Object.entries(arrays)) await writeFile(path.join(folder, `${name}.${kind}.f32`), values);
    await writeFile(path.join(folder, `${name}.json`), `${JSON.stringify({ workload: name, batch, steps, ...losses })}\n`);
  } catch (error) {
    throw asWriteError(error, folder);
  }
}
