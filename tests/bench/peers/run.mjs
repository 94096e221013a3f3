import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { peers } from './contestants.mjs';
import { resultsTable } from './resultsTable.mjs';

// Compares the product's training throughput with its peers': all take turns, round after round, on one workload after another.
const folder = path.dirname(fileURLToPath(import.meta.url));
const longestRun = 300_000;

const { values: options } = parseArgs({
  options: {
    product: { type: 'string', default: path.join(folder, '../../../out/main/cli.js') },
    node: { type: 'string', default: process.execPath },
    python: { type: 'string', default: '/usr/bin/python3' },
    arithmetic: { type: 'string', default: 'auto' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    workloads: { type: 'string' },
    peers: { type: 'string' },
    table: { type: 'string' },
    json: { type: 'string' },
  },
});

const workloads = chosen(JSON.parse(readFileSync(path.join(folder, 'workloads.json'), 'utf8')), options.workloads);
const rivals = chosen(peers, options.peers);
const report = { date: new Date().toISOString().slice(0, 10), node: nodeVersion(), rounds: Number(options.rounds), results: [] };
const [load] = os.loadavg();
if (load > 0.5) console.error(`The machine is busy (load ${load.toFixed(1)}): ratios of peers that lean on the cache will be off.`);
for (const workload of workloads) {
  report.results.push({ workload, ...compare(workload) });
  // After each, so that a run broken off leaves what it has.
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  if (options.table !== undefined) writeFileSync(options.table, resultsTable(report, rivals));
}
if (options.table === undefined) console.log(resultsTable(report, rivals));

/** One workload: `product` and each peer, every one with what each round gave; a peer that cannot or fails is not asked again. */
function compare(workload) {
  const product = { name: 'product', title: 'NeuronLearning', runs: [] };
  const contestants = [product, ...rivals.map((peer) => ({ ...peer, runs: [] }))];
  for (let round = 1; round <= Number(options.rounds); round++) {
    for (const contestant of contestants) {
      if (contestant.unsupported !== undefined) continue;
      const result = measure(contestant, workload);
      if (result.unsupported === undefined) contestant.runs.push(result);
      else contestant.unsupported = result.unsupported;
      const outcome = result.unsupported ?? `${Math.round(result.samplesPerSecond.median)} samples/s`;
      console.error(`${workload.name} ${round}/${options.rounds} ${contestant.title}: ${outcome}`);
    }
  }
  return { contestants };
}

function measure(contestant, workload) {
  const [command, ...parameters] = commandOf(contestant, workload);
  const { status, stdout, stderr, error } = spawnSync(command, [...parameters, '--seconds', options.seconds], {
    cwd: folder,
    encoding: 'utf8',
    timeout: longestRun,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status === 0) return JSON.parse(stdout.slice(stdout.indexOf('{')));
  const reason = error?.message ?? stderr.trim().split('\n').slice(-12).join('\n');
  if (contestant.name === 'product') throw new Error(`The product does not run ${workload.name}:\n${reason}`);
  console.error(`${contestant.title} failed on ${workload.name}:\n${reason}`);
  return { unsupported: 'failed' };
}

function commandOf({ name, program, options: own = [] }, workload) {
  if (name === 'product') {
    const { node, product, arithmetic } = options;
    return [node, path.resolve(product), 'bench', '--workload', workload.name, '--arithmetic', arithmetic, '--threads', '1', '--json'];
  }
  return [program.endsWith('.py') ? options.python : options.node, path.join(folder, program), workload.name, ...own];
}

function chosen(members, names) {
  if (names === undefined) return members;
  return names.split(',').map((wanted) => {
    const member = members.find(({ name }) => name === wanted);
    if (member === undefined) throw new Error(`There is no ${wanted}; there are ${members.map(({ name }) => name).join(', ')}.`);
    return member;
  });
}

function nodeVersion() {
  return spawnSync(options.node, ['--version'], { encoding: 'utf8' }).stdout.trim();
}
