import { ipcMain } from './ipcMain.mjs';

/** Name of the function through which the page's side speaks to ours. */
export const bindingName = '__electronStandIn';

/**
 * The page's side of ipcRenderer and of transferred ports. Runs before the page's scripts, in its world; the preload gets
 * `require('electron')` from it and, as in Electron's sandbox, nothing else.
 */
export function pageScript(preloadSource) {
  return `(() => {
    if (window !== window.top) return;
    const post = window.${bindingName};
    delete window.${bindingName};
    const listeners = new Map();
    const ports = new Map();
    const toText = (data) => (data instanceof Uint8Array ? { bytes: btoa(data.reduce((text, byte) => text + String.fromCharCode(byte), '')) } : { data });
    const fromText = ({ bytes, data }) => (bytes === undefined ? data : Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)));
    function receivePort(id) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (event) => post({ type: 'port', id, ...toText(event.data) });
      ports.set(id, port1);
      return port2;
    }
    const deliver = (message) => {
      if (message.type === 'port') ports.get(message.id)?.postMessage(fromText(message));
      else if (message.type === 'portClosed') ports.get(message.id)?.close();
      else for (const listener of listeners.get(message.channel) ?? []) listener({ ports: message.ports.map(receivePort) }, message.data);
    };
    Object.defineProperty(window, '${bindingName}Deliver', { value: (messages) => messages.forEach(deliver) });
    const ipcRenderer = {
      send: (channel, ...parameters) => void post({ type: 'ipc', channel, parameters }),
      on: (channel, listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    };
    const require = (name) => {
      if (name !== 'electron') throw new Error('A sandboxed preload cannot require ' + name);
      return { ipcRenderer };
    };
    const module = { exports: {} };
    (function (require, module, exports) {${preloadSource}
    })(require, module, module.exports);
  })();`;
}

/** Our side: messages of one page, in order, and the ports its document holds. */
export class PageBridge {
  #page;
  #sender;
  #ports = new Map();
  #outbox = [];
  #flushing = false;
  #nextPort = 1;

  /**
   * @param {import('@playwright/test').Page} page
   * @param {(url: string) => string} shownUrl the address as Electron would give it
   */
  constructor(page, sender, shownUrl) {
    this.#page = page;
    this.#sender = sender;
    this.shownUrl = shownUrl;
  }

  async install(preloadSource) {
    await this.#page.exposeBinding(bindingName, ({ frame }, message) => this.#receive(frame, message));
    await this.#page.addInitScript(pageScript(preloadSource));
    this.#page.on('framenavigated', (frame) => frame === this.#page.mainFrame() && this.closePorts());
    this.#page.on('close', () => this.closePorts());
  }

  closePorts() {
    for (const port of this.#ports.values()) port.close();
    this.#ports.clear();
    this.#outbox = [];
  }

  #receive(frame, message) {
    if (message.type === 'ipc')
      ipcMain.emit(message.channel, { sender: this.#sender, senderFrame: this.#frame(frame) }, ...message.parameters);
    else
      this.#ports
        .get(message.id)
        ?.postMessage(message.bytes === undefined ? message.data : new Uint8Array(Buffer.from(message.bytes, 'base64')));
  }

  /** What Electron gives as WebFrameMain. */
  #frame(frame) {
    const parent = frame.parentFrame();
    return {
      url: this.shownUrl(frame.url()),
      parent: parent === null ? null : this.#frame(parent),
      postMessage: (channel, data, ports = []) =>
        this.#send({ type: 'ipc', channel, data, ports: ports.map((port) => this.#transfer(port)) }),
    };
  }

  #transfer(port) {
    const id = this.#nextPort++;
    this.#ports.set(id, port);
    port.on('message', ({ data }) =>
      this.#send({ type: 'port', id, ...(data instanceof Uint8Array ? { bytes: Buffer.from(data).toString('base64') } : { data }) }),
    );
    port.on('close', () => this.#ports.delete(id) && this.#send({ type: 'portClosed', id }));
    port.start();
    return id;
  }

  #send(message) {
    this.#outbox.push(message);
    if (!this.#flushing) void this.#flush();
  }

  /** One call at a time, so that messages arrive in order. */
  async #flush() {
    this.#flushing = true;
    while (this.#outbox.length > 0) {
      const messages = this.#outbox.splice(0);
      // A page that is being navigated away or closed reads nothing more.
      await this.#page.evaluate(([name, batch]) => window[name](batch), [`${bindingName}Deliver`, messages]).catch(() => undefined);
    }
    this.#flushing = false;
  }
}
