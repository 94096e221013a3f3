import { fork, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// What share of the bench's rate a trial reaches, in samples per second of processor time: a forked trainer process with its
// metrics after every epoch, reports and checkpoints. Trial and bench take turns, round after round.
const folder = path.dirname(fileURLToPath(import.meta.url));
const workloads = [
  { name: 'w3b32', design: 'full 128 relu > full 10 softmax', batch: 32 },
  { name: 'w3b128', design: 'full 128 relu > full 10 softmax', batch: 128 },
  { name: 'w4b128', design: 'full 512 relu > full 512 relu > full 10 softmax', batch: 128 },
];
const trainingRows = 8000;

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: path.join(folder, '../../out/main') },
    node: { type: 'string', default: process.execPath },
    images: { type: 'string' },
    labels: { type: 'string' },
    workloads: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});

const place = mkdtempSync(path.join(os.tmpdir(), 'trainer-throughput-'));
try {
  const names = options.workloads?.split(',') ?? workloads.map(({ name }) => name);
  const dataset = importImages();
  const results = [];
  for (const workload of workloads.filter(({ name }) => names.includes(name))) results.push(await compare(workload, dataset));
  print(results);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  rmSync(place, { recursive: true, force: true });
}

async function compare(workload, dataset) {
  const config = plannedTrial(workload, dataset);
  const rounds = [];
  for (let round = 0; round < Number(options.rounds); round++) {
    const bench = cli(['bench', '--workload', workload.name, '--seconds', options.seconds, '--json']).samplesPerSecond.median;
    const epochs = Math.max(2, Math.round((Number(options.seconds) * bench) / trainingRows));
    const { samplesPerSecond, processorSeconds } = await trial({ ...config, settings: { ...config.settings, epochs } }, dataset);
    const samples = epochs * trainingRows;
    rounds.push({
      bench,
      trial: samples / processorSeconds.trial,
      process: samples / processorSeconds.process,
      reported: samplesPerSecond,
      epochs,
    });
  }
  return { workload: workload.name, rounds };
}

/** Has the command line plan and run a short trial, and gives its config. */
function plannedTrial({ name, design, batch }, dataset) {
  const given = ['--dataset', dataset, '--design', design, '--batch', String(batch), '--epochs', '1'];
  cli(['run', path.join(place, 'project'), ...given, '--sweep', name, '--json']);
  const sweeps = path.join(place, 'project', 'sweeps');
  const configs = readdirSync(sweeps).map((id) => JSON.parse(readFileSync(path.join(sweeps, id, 'trials', '0', 'config.json'), 'utf8')));
  return configs.find(
    ({ settings, design: planned }) => settings.batchSize === batch && planned.layers.length === design.split('>').length,
  );
}

/** One trial in a trainer process of its own; resolves with its last report. */
function trial(config, dataset) {
  const trialFolder = mkdtempSync(path.join(place, 'trial-'));
  const trainer = path.resolve(options.out, 'trainer.js');
  const child = fork(path.join(folder, 'timedTrainer.mjs'), [trainer], { execPath: options.node, serialization: 'advanced' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The trainer ended with ${code} before its last report.`)));
    child.on('message', (report) => {
      if (report.type === 'ready') {
        const datasetFolder = path.join(place, 'project', 'datasets', dataset);
        child.send({ type: 'start', version: report.version, trialFolder, datasetFolder, config, resume: false });
      }
      if (report.type === 'done') {
        if (report.termination.kind === 'budget') resolve(report);
        else reject(new Error(JSON.stringify(report.termination)));
      }
    });
  });
}

/** A project with 10,000 images: the files given, or made-up ones whose class can be learnt. */
function importImages() {
  const project = path.join(place, 'project');
  const files = options.images === undefined ? madeUpImages() : [options.images, options.labels];
  cli(['new', project, '--json']);
  return cli(['import', project, ...files, '--json']).id;
}

function madeUpImages() {
  const rows = 10_000;
  const pixels = 784;
  const header = (kind, ...sizes) => Buffer.concat([Buffer.of(0, 0, 8, kind), ...sizes.map(bigEndian)]);
  const images = Buffer.alloc(rows * pixels);
  const labels = Buffer.alloc(rows);
  let state = 1;
  for (let row = 0; row < rows; row++) {
    labels[row] = row % 10;
    for (let pixel = 0; pixel < pixels; pixel++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      // A band of each class is brighter than the rest.
      images[row * pixels + pixel] = (state >>> 25) + (Math.floor((pixel * 10) / pixels) === labels[row] ? 90 : 0);
    }
  }
  const data = path.join(place, 'data');
  mkdirSync(data);
  const [imageFile, labelFile] = [path.join(data, 'made-images-idx3-ubyte'), path.join(data, 'made-labels-idx1-ubyte')];
  writeFileSync(imageFile, Buffer.concat([header(3, rows, 28, 28), images]));
  writeFileSync(labelFile, Buffer.concat([header(1, rows), labels]));
  return [imageFile, labelFile];
}

function bigEndian(size) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(size);
  return bytes;
}

function cli(given) {
  const command = path.resolve(options.out, 'cli.js');
  const { status, stdout, stderr } = spawnSync(options.node, [command, ...given], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${given.join(' ')} failed:\n${stderr}${stdout}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

function print(results) {
  console.log('Samples per second of processor time; shares are of the bench, medians of the rounds.');
  for (const { workload, rounds } of results) {
    const rate = (name) => Math.round(median(rounds.map((round) => round[name]))).toLocaleString('en-GB');
    const share = (name) => `${Math.round(100 * median(rounds.map((round) => round[name] / round.bench)))} %`;
    console.log(
      `${workload.padEnd(8)} bench ${rate('bench')}, trial ${rate('trial')} (${share('trial')}), ` +
        `with its start and the reading of its data ${share('process')}; ${rounds.at(-1).epochs} epochs`,
    );
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
