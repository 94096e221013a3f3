import { EventEmitter } from 'node:events';

/** One end of a channel. Messages wait until `start`, as in Electron. */
class MessagePortMain extends EventEmitter {
  /** @type {MessagePortMain | null} */
  other = null;
  #waiting = [];
  #started = false;
  #closed = false;

  postMessage(data) {
    const { other } = this;
    // A copy, made now: what the sender does with its data later is not seen.
    if (!this.#closed && other) other.#receive(structuredClone(data));
  }

  start() {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.other?.close();
    setImmediate(() => this.emit('close'));
  }

  #receive(data) {
    setImmediate(() => {
      if (this.#closed) return;
      if (this.#started) this.emit('message', { data, ports: [] });
      else this.#waiting.push(data);
    });
  }
}

export class MessageChannelMain {
  port1 = new MessagePortMain();
  port2 = new MessagePortMain();

  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}
