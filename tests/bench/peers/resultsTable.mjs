import os from 'node:os';
import { goals } from './contestants.mjs';

/** The comparison as Markdown: rates of the product, and how many times each peer's they are. */
export function resultsTable({ date, node, rounds, results }, peers) {
  const head = ['Workload', 'NeuronLearning', ...peers.flatMap((peer) => (peer.name === 'pytorch' ? [peer.title, 'Goal'] : [peer.title]))];
  const rows = results.map(({ workload, contestants: [product, ...rivals] }) => [
    `${workload.name}: ${workload.title}, batch ${workload.batch}`,
    thousands(median(rates(product))),
    ...rivals.flatMap((rival) => (rival.name === 'pytorch' ? [cell(product, rival), goal(workload)] : [cell(product, rival)])),
  ]);
  return [
    `${date}, ${machine()}, Node ${node}, ${arithmetic(results)}, one thread each. Samples per second of processor time: medians of ${rounds}`,
    `interleaved rounds, the product's ratio to each peer by round, the peer's own rate in brackets.`,
    '',
    ...[head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`),
    '',
    shortfalls(results),
    '',
    ...peers.map((peer) => `- ${about(peer, results)}`),
    '',
  ].join('\n');
}

/** Ratios within rounds, so that what slows the machine for a while slows both. */
function ratio(product, rival) {
  return median(rates(rival).map((rate, round) => rates(product)[round] / rate));
}

function cell(product, rival) {
  if (rival.runs.length === 0) return '–';
  return `${significant(ratio(product, rival))}× (${thousands(median(rates(rival)))})`;
}

function goal({ name }) {
  return `≥ ${goals.pytorch[name]}×`;
}

function shortfalls(results) {
  const short = results.flatMap(({ workload, contestants: [product, ...rivals] }) =>
    rivals
      .filter((rival) => rival.runs.length > 0 && ratio(product, rival) < goalAgainst(rival, workload))
      .map((rival) => `${workload.name} against ${rival.title} (goal ${goalAgainst(rival, workload)}×)`),
  );
  return short.length === 0 ? 'Every goal is reached.' : `Below the goal: ${short.join('; ')}.`;
}

function goalAgainst({ name, program }, workload) {
  if (name === 'pytorch') return goals.pytorch[workload.name];
  return program.endsWith('.mjs') ? goals.javaScript : 0;
}

function about({ name, title }, results) {
  const measured = results.map(({ workload, contestants }) => ({ workload, rival: contestants.find((each) => each.name === name) }));
  const first = measured.map(({ rival }) => rival.runs[0]).find((run) => run !== undefined);
  const remarks = measured.flatMap(({ workload, rival }) => {
    const remark = rival.unsupported ?? rival.runs[0]?.remark;
    return remark ? [{ remark, workload: workload.name }] : [];
  });
  const said = [...new Set(remarks.map(({ remark }) => remark))].map((remark) => {
    const names = remarks.filter((each) => each.remark === remark).map(({ workload }) => workload);
    return names.length === results.length ? remark : `${names.join(', ')}: ${remark}`;
  });
  return [`${title} ${first?.version ?? ''}`.trim(), ...(first === undefined ? [] : [first.optimizer]), ...said].join('; ') + '.';
}

function arithmetic(results) {
  return [...new Set(results.flatMap(({ contestants: [product] }) => product.runs.map((run) => run.arithmetic)))].join(', ');
}

function machine() {
  const processors = os.cpus();
  return `${processors[0].model.trim()} (${processors.length} cores), ${os.type()} ${os.arch()}`;
}

function rates({ runs }) {
  return runs.map(({ samplesPerSecond }) => samplesPerSecond.median);
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function significant(value) {
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
}

function thousands(rate) {
  if (rate >= 1e6) return `${(rate / 1e6).toPrecision(3)}M`;
  return rate >= 1e3 ? `${Number((rate / 1e3).toPrecision(3))}k` : String(Math.round(rate));
}
