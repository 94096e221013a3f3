import { createInterface } from 'node:readline';
import { utilityProcess } from 'electron';
import type { TrainerReport } from '../../contract/trainerProtocol.ts';
import type { TrainerProcess } from '../../shellServices.ts';

/** Forks the built trainer as a utility process; not before the app is ready. */
export function forkUtilityTrainer(entryPath: string): TrainerProcess {
  const child = utilityProcess.fork(entryPath, [], { stdio: 'pipe', serviceName: 'NeuronLearning trainer' });
  let alive = true;
  child.on('exit', () => (alive = false));
  return {
    get pid() {
      return child.pid;
    },
    send(command) {
      if (alive) child.postMessage(command);
    },
    kill: () => void child.kill(),
    onReport: (listener) => void child.on('message', (message: TrainerReport) => listener(message)),
    onOutput(listener) {
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) createInterface({ input: stream, crlfDelay: Infinity }).on('line', listener);
      }
      // The engine's last word, of a heap that is full say; the process writes nothing itself then.
      child.on('error', (type, location) => listener(`${type} at ${location}`));
    },
    onExit: (listener) => void child.once('exit', (code) => listener({ code, signal: null })),
  };
}
