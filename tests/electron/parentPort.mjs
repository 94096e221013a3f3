import { EventEmitter } from 'node:events';

// Makes a forked process look like a utility process: `process.parentPort` instead of `process.send`.
const send = process.send.bind(process);
delete process.send;

class ParentPort extends EventEmitter {
  #reading = false;

  postMessage(message) {
    send(message, undefined, undefined, () => undefined);
  }

  // Reading starts with the first listener; were it to start at once, the first messages would be lost.
  on(event, listener) {
    super.on(event, listener);
    if (event === 'message' && !this.#reading) {
      this.#reading = true;
      process.on('message', (data) => this.emit('message', { data, ports: [] }));
    }
    return this;
  }
}

process.parentPort = new ParentPort();
// Utility processes end with the app.
process.on('disconnect', () => process.exit(1));
