import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { app } from './app.mjs';

const parentPort = new URL('./parentPort.mjs', import.meta.url).href;

class UtilityProcess extends EventEmitter {
  #child;

  constructor(entry, parameters, { stdio }) {
    super();
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready.');
    const output = stdio === 'pipe' ? 'pipe' : 'inherit';
    this.#child = fork(entry, parameters, {
      execArgv: ['--import', parentPort],
      serialization: 'advanced',
      stdio: ['ignore', output, output, 'ipc'],
    });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1));
  }

  get pid() {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  get stdout() {
    return this.#child.stdout;
  }

  get stderr() {
    return this.#child.stderr;
  }

  postMessage(message) {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  kill() {
    return this.#child.kill();
  }
}

export const utilityProcess = {
  fork: (entry, parameters = [], options = {}) => new UtilityProcess(entry, parameters, options),
};
