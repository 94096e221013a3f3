import type { TrainerReport } from '../contract/trainerProtocol.ts';

/** A trainer process's line to the workbench that forked it. */
export interface TrainerPort {
  send(report: TrainerReport): void;
  /** Messages as they come; they are not checked yet. */
  onMessage(listener: (message: unknown) => void): void;
  /** The workbench is gone. */
  onDisconnect(listener: () => void): void;
  /** Sends its last word and ends the process once it was handed over. */
  finish(report: TrainerReport, exitCode: number): void;
}

/** The part of Electron's `process.parentPort` used here. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** An Electron port does not tell when a message was handed over, so its process waits this long for the workbench to answer the last one. */
const mostHandoverMilliseconds = 5000;

/** The port of this process: Electron's in a utility process, else that of `child_process.fork`. */
export function openTrainerPort(): TrainerPort {
  const { parentPort } = process as { parentPort?: ParentPort };
  return parentPort ? utilityPort(parentPort) : forkPort();
}

function utilityPort(parentPort: ParentPort): TrainerPort {
  return {
    send: (report) => parentPort.postMessage(report),
    onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
    // Electron ends utility processes with the process that forked them.
    onDisconnect: () => undefined,
    finish(report, exitCode) {
      parentPort.on('message', () => process.exit(exitCode));
      parentPort.postMessage(report);
      setTimeout(() => process.exit(exitCode), mostHandoverMilliseconds);
    },
  };
}

function forkPort(): TrainerPort {
  if (!process.send) throw new Error('A trainer is forked by the workbench; it does not run by itself.');
  const send = (report: TrainerReport, then: () => void) => void process.send!(report, undefined, undefined, then);
  return {
    // A failed send means that the workbench is gone, which the disconnect handler answers.
    send: (report) => send(report, () => undefined),
    onMessage: (listener) => process.on('message', listener),
    onDisconnect: (listener) => process.on('disconnect', listener),
    finish: (report, exitCode) => send(report, () => process.exit(exitCode)),
  };
}
