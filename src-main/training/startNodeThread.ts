import { Worker } from 'node:worker_threads';
import type { HelperTask } from '../../src-core/kernels/threads.ts';

/** The whole life of a helper thread. It comes as text, so that no path matters in a build, from the sources or in a packaged application. */
const helperSource = `
const { workerData: { module, memory, team, thread } } = require('node:worker_threads');
const { follow, abandon } = new WebAssembly.Instance(module, { env: { memory } }).exports;
try {
  follow(team, thread);
} catch (error) {
  abandon(team);
  throw error;
}
`;

/** Starts a helper thread of the kernels. It ends with its team, and holds up nobody who wants to end before. */
export function startNodeThread(task: HelperTask): Worker {
  const worker = new Worker(helperSource, { eval: true, workerData: task, execArgv: [] });
  worker.unref();
  // Where it has not begun, steps go on without it; where it breaks off in one, its team knows.
  worker.on('error', () => undefined);
  return worker;
}
