import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { control } from './control.mjs';
import { preventable } from './event.mjs';

const paths = { home: homedir(), documents: homedir(), temp: tmpdir(), userData: path.join(tmpdir(), 'electron-stand-in') };
const ready = new Promise((resolve) => setImmediate(resolve));
/** Run when the app ends, the last ones first; Chromium, say. */
const cleanups = [];
let isReady = false;
let quitting = false;
/** Closed first when the app ends. */
export const openWindows = new Set();

class App extends EventEmitter {
  isPackaged = false;

  getPath(name) {
    if (!(name in paths)) throw new Error(`The stand-in knows no path "${name}".`);
    return paths[name];
  }

  setPath(name, value) {
    paths[name] = value;
  }

  /** Whether windows close because the app ends, which `window-all-closed` does not tell then. */
  get isQuitting() {
    return quitting;
  }

  isReady() {
    return isReady;
  }

  async whenReady() {
    await ready;
    isReady = true;
  }

  /** The first process of a user data folder has the lock; others leave it their command line. */
  requestSingleInstanceLock() {
    mkdirSync(paths.userData, { recursive: true });
    const lock = path.join(paths.userData, 'instance-lock');
    const visit = path.join(paths.userData, 'second-instance.json');
    if (existsSync(lock) && isAlive(Number(readFileSync(lock, 'utf8')))) {
      writeFileSync(visit, JSON.stringify([process.argv, process.cwd()]));
      return false;
    }
    writeFileSync(lock, String(process.pid));
    process.on('exit', () => rmSync(lock, { force: true }));
    watch(paths.userData, (_, name) => {
      if (name !== path.basename(visit) || !existsSync(visit)) return;
      const text = readFileSync(visit, 'utf8');
      if (text === '') return;
      rmSync(visit);
      this.emit('second-instance', {}, ...JSON.parse(text));
    }).unref();
    return true;
  }

  quit() {
    if (quitting) return;
    quitting = true;
    setImmediate(() => void this.#end());
  }

  async #end() {
    this.emit('before-quit', preventable());
    for (const window of openWindows) await window.closeAndWait();
    const event = preventable();
    this.emit('will-quit', event);
    quitting = false;
    if (event.defaultPrevented) return;
    this.emit('quit', {}, 0);
    for (const cleanup of cleanups.reverse()) await cleanup();
    process.exit(0);
  }
}

export const app = new App();
control.on('quit', () => app.quit());

/** @param {() => Promise<void>} cleanup */
export function atQuit(cleanup) {
  cleanups.push(cleanup);
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
