import process from 'node:process';
import { pathToFileURL } from 'node:url';

// The built trainer process, whose last report also tells the processor time it took: from its start, and from the first step on.
const secondsSoFar = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const send = process.send.bind(process);
let startedAt = NaN;
process.send = (report, ...rest) => {
  if (report.type === 'started') startedAt = secondsSoFar();
  if (report.type !== 'done') return send(report, ...rest);
  return send({ ...report, processorSeconds: { process: secondsSoFar(), trial: secondsSoFar() - startedAt } }, ...rest);
};

await import(pathToFileURL(process.argv[2]).href);
