import { setImmediate as nextTurn } from 'node:timers/promises';
import { trialSettingsSchema } from '../../../src-core/experiment/trialConfig.ts';
import { createKernels } from '../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../src-core/network/compileNetwork.ts';
import { parseNotation } from '../../../src-core/network/notation/parseNotation.ts';
import { createRandom } from '../../../src-core/random/createRandom.ts';
import { createTrainer } from '../../../src-core/training/trainer.ts';
import { lossKinds } from '../../../src-main/bench/lossKinds.ts';
import { workloadData } from '../../../src-main/bench/workloadData.ts';
import { workloads } from '../../../src-main/bench/workloads.ts';
import { enableRelaxedSimd } from '../../../src-main/training/enableRelaxedSimd.ts';

/** What can be measured; the first argument. */
export type MemoryUse = 'training' | 'networks';

const epochs = 30;

/** Most memory of this process while W4 is taught, beyond what it had before, in bytes. */
function trainW4(): number {
  const base = process.memoryUsage.rss();
  let most = base;
  const workload = workloads.find(({ name }) => name === 'w4b128')!;
  const settings = trialSettingsSchema.parse({ ...lossKinds[workload.loss], batchSize: workload.batch, epochs });
  const trainer = createTrainer({
    design: parseNotation(workload.design),
    settings,
    seed: 1,
    data: workloadData(workload, 'float32'),
    kernels: createKernels('float32'),
    clock: () => performance.now() / 1000,
  });
  for (;;) {
    const event = trainer.advance();
    most = Math.max(most, process.memoryUsage.rss());
    if (event.kind === 'done') return most - base;
  }
}

/**
 * Memory in bytes after each hundred of a thousand networks that were built, used and dropped. The collector is left to itself within a hundred, as it is in
 * the workbench, and asked before each measurement.
 */
async function buildAndDrop(): Promise<number[]> {
  const design = parseNotation('full 64 relu > full 10 softmax');
  const measured: number[] = [];
  for (let built = 1; built <= 1000; built++) {
    const network = compileNetwork(design, [784], { kernels: createKernels('float32'), batch: 32, random: createRandom(built) });
    network.forward(32);
    await nextTurn();
    if (built % 100 === 0) {
      globalThis.gc!();
      await nextTurn();
      measured.push(process.memoryUsage.rss());
    }
  }
  return measured;
}

enableRelaxedSimd();
console.log(JSON.stringify(process.argv.includes('training') ? [trainW4()] : await buildAndDrop()));
