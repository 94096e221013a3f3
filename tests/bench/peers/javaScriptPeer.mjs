import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { workloadBatches } from './workloadBatches.mjs';

const sliceSeconds = 0.04;
const warmUpSeconds = 0.5;
const shortestReading = 0.0005;
const batchesPerReading = 16;

/**
 * Measures one JavaScript peer on the workload that the command line names, and prints the result as JSON.
 * `create(workload, batches, optimizer)` gives `{ optimizer, remark?, teach(batch), lossOf(batch) }`, or a sentence that says why it cannot.
 */
export async function javaScriptPeer(packageName, create) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seconds: { type: 'string', default: '2' }, optimizer: { type: 'string', default: 'adam' } },
  });
  const workload = readJson('workloads.json').find(({ name }) => name === positionals[0]);
  if (workload === undefined) throw new Error(`There is no workload ${positionals[0]}.`);
  const batches = workloadBatches(workload);
  const peer = await create(workload, batches, values.optimizer);
  const version = readJson('package.json').dependencies[packageName];
  const result = typeof peer === 'string' ? { unsupported: peer } : measure(peer, batches, Number(values.seconds));
  console.log(JSON.stringify({ peer: packageName, version, workload: workload.name, ...result }));
}

function measure({ optimizer, remark = '', teach, lossOf }, batches, seconds) {
  const read = batches.slice(0, batchesPerReading);
  const meanLoss = () => read.reduce((sum, batch) => sum + lossOf(batch), 0) / read.length;
  const first = meanLoss();
  const teachFor = teacher(teach, batches);
  teachFor(warmUpSeconds);
  const rates = [];
  const end = processorSeconds() + seconds;
  do rates.push(teachFor(sliceSeconds));
  while (processorSeconds() < end);
  const last = meanLoss();
  if (!(last < first)) throw new Error(`The loss did not fall: ${first} before, ${last} after.`);
  rates.sort((a, b) => a - b);
  const samplesPerSecond = { median: rates[Math.floor(rates.length / 2)], min: rates[0], max: rates.at(-1) };
  return { optimizer, remark, samplesPerSecond, loss: { first, last } };
}

/** Teaches batch after batch for some seconds, and gives the rate. The clock is read at most once in half a millisecond: it costs 1 µs. */
function teacher(teach, batches) {
  let next = 0;
  let stride = 1;
  return (duration) => {
    const begun = processorSeconds();
    let samples = 0;
    let now = begun;
    while (now < begun + duration) {
      for (let step = 0; step < stride; step++) {
        const batch = batches[next];
        next = (next + 1) % batches.length;
        teach(batch);
        samples += batch.rows;
      }
      const before = now;
      now = processorSeconds();
      if (now - before < shortestReading) stride *= 2;
    }
    return samples / (now - begun);
  };
}

function processorSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function readJson(name) {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}
