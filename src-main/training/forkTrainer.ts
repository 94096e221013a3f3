import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TrainerReport } from '../contract/trainerProtocol.ts';
import type { TrainerProcess } from '../shellServices.ts';

/** Forks the built trainer with plain Node; used by the shells that do not run in Electron. */
export function forkTrainer(entryPath: string, options: { readonly execArgv?: readonly string[] } = {}): TrainerProcess {
  const child = fork(entryPath, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [...(options.execArgv ?? [])],
    // Ctrl-C in a terminal reaches every process of its group, even one that is only starting and cannot answer yet. The workbench
    // answers it and asks its trainers to stop; a trainer whose workbench is gone sees the channel close.
    detached: process.platform !== 'win32',
  });
  return {
    pid: child.pid,
    // A process that is gone answers no more; its exit is reported through onExit.
    send: (command) => void (child.connected && child.send(command, () => undefined)),
    kill: () => void child.kill('SIGKILL'),
    onReport: (listener) => void child.on('message', (message) => listener(message as TrainerReport)),
    onOutput(listener) {
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) createInterface({ input: stream, crlfDelay: Infinity }).on('line', listener);
      }
    },
    onExit(listener) {
      let told = false;
      const tell = (code: number | null, signal: string | null) => {
        if (told) return;
        told = true;
        listener({ code, signal });
      };
      // 'close' comes after the last output; a fork that failed has 'error' only.
      child.on('close', tell);
      child.on('error', () => tell(null, null));
    },
  };
}
