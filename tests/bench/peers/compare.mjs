// Ratios of our samples a second of processor time to PyTorch's, from runs that take turns, so that both see the same machine.
// Usage: node compare.mjs [--rounds 3] [--seconds 1] [--node <program>] [--python <program>] [workload ...]
// Build first: ours is out/main/cli.js, or what NEURONLEARNING_CLI names.
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const folder = dirname(fileURLToPath(import.meta.url));
const usual = ['w1b4', 'w1b64', 'w2b16', 'w3b32', 'w3b128', 'w4b128', 'w5b32'];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '1' },
    node: { type: 'string', default: process.execPath },
    python: { type: 'string', default: 'python3' },
    arithmetic: { type: 'string', default: 'auto' },
  },
});
const commandLine = process.env.NEURONLEARNING_CLI ?? join(folder, '../../../out/main/cli.js');

function ours(workload) {
  const words = [commandLine, 'bench', '--workload', workload, '--seconds', values.seconds, '--arithmetic', values.arithmetic, '--json'];
  return lastObject(execFileSync(values.node, words, { encoding: 'utf8' }));
}

function pytorch(workload) {
  const words = [join(folder, 'pytorch.py'), '--seconds', values.seconds, workload];
  return lastObject(execFileSync(values.python, words, { encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1' } }));
}

function lastObject(text) {
  return JSON.parse(text.trim().split('\n').at(-1));
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

console.log('| workload | ours /s | PyTorch /s | ratio (least to most) |\n|---|---|---|---|');
for (const workload of positionals.length > 0 ? positionals : usual) {
  const pairs = Array.from({ length: Number(values.rounds) }, () => [ours(workload), pytorch(workload)]);
  const rates = pairs.map((pair) => pair.map(({ samplesPerSecond }) => samplesPerSecond.median));
  const ratios = rates.map(([our, their]) => our / their);
  const cells = [0, 1].map((side) => Math.round(median(rates.map((pair) => pair[side]))).toLocaleString('en-GB'));
  const format = (ratio) => (ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2));
  console.log(
    `| ${workload} | ${cells.join(' | ')} | ${format(median(ratios))} (${format(Math.min(...ratios))} to ${format(Math.max(...ratios))}) |`,
  );
}
