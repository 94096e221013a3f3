import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../support/findChromium.mjs';
import { app, atQuit, openWindows } from './app.mjs';
import { tellTest } from './control.mjs';
import { registered } from './environment.mjs';
import { preventable } from './event.mjs';
import { PageBridge } from './pageBridge.mjs';

// Chromium does not know our scheme, so pages of `app://host/` are shown at `https://host/`; nothing of it reaches a network.
const shownAs = (url) => url.replace(/^app:/, 'https:');
const asAsked = (url) => url.replace(/^https:\/\/workbench\//, 'app://workbench/');

/** The first window starts Chromium; the test joins it over the debugging port. */
let context = null;
async function openContext({ width, height }) {
  const profile = await mkdtemp(path.join(tmpdir(), 'electron-stand-in-'));
  const debuggingPort = Number(process.env.ELECTRON_STAND_IN_PORT ?? 0);
  const opened = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? undefined,
    headless: true,
    viewport: { width, height },
    args: [`--remote-debugging-port=${debuggingPort}`, '--no-sandbox', '--disable-background-networking', '--disable-gpu'],
  });
  atQuit(async () => {
    await opened.close();
    // Chromium's last processes may still be writing.
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  return { opened, debuggingPort };
}

class WebContents extends EventEmitter {
  #window;
  windowOpenHandler = () => ({ action: 'allow' });

  constructor(window) {
    super();
    this.#window = window;
  }

  setWindowOpenHandler(handler) {
    this.windowOpenHandler = handler;
  }

  getURL() {
    return this.#window.url;
  }
}

export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => [...openWindows];

  #options;
  #page = null;
  /** Address that the main process itself asked for. */
  #loading = null;
  url = '';

  constructor(options) {
    super();
    const { preload, contextIsolation, sandbox, nodeIntegration } = options.webPreferences;
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    if (!contextIsolation || !sandbox || nodeIntegration) throw new Error('The stand-in shows sandboxed, isolated windows only.');
    this.#options = { ...options, preloadSource: readFileSync(preload, 'utf8') };
    this.webContents = new WebContents(this);
    openWindows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url) {
    this.#loading = shownAs(url);
    context ??= openContext(this.#options);
    const { opened, debuggingPort } = await context;
    if (this.#page === null) await this.#open(opened);
    await this.#page.goto(shownAs(url));
    this.emit('ready-to-show');
    tellTest({ type: 'window', debuggingPort });
  }

  async #open(opened) {
    const [blank] = opened.pages();
    const page = blank ?? (await opened.newPage());
    this.#page = page;
    const bridge = new PageBridge(page, this.webContents, asAsked);
    await bridge.install(this.#options.preloadSource);
    await page.route('**/*', (route) => this.#answer(route));
    page.on('framenavigated', (frame) => frame === page.mainFrame() && (this.url = asAsked(frame.url())));
    page.on('popup', (popup) => this.webContents.windowOpenHandler({ url: popup.url() }).action === 'deny' && popup.close());
    page.on('close', () => this.#closed());
    if (registered.permissionCheck?.(this.webContents, 'clipboard-sanitized-write', this.#loading))
      await opened.grantPermissions(['clipboard-write']);
  }

  /** Judges and serves a request as Electron would: the shell's own handlers decide. */
  async #answer(route) {
    const request = route.request();
    const url = asAsked(request.url());
    if (request.isNavigationRequest() && this.#isPrevented(request, url)) return route.abort('aborted');
    const cancelled = await new Promise((resolve) => {
      if (registered.beforeRequest === null) resolve(false);
      else registered.beforeRequest({ url, method: request.method() }, ({ cancel }) => resolve(Boolean(cancel)));
    });
    const handler = registered.handlers.get(new URL(url).protocol.slice(0, -1));
    if (cancelled || handler === undefined) return route.abort('blockedbyclient');
    const response = await handler(new Request(url, { method: request.method(), headers: request.headers() }));
    return route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  #isPrevented(request, url) {
    const isMainFrame = request.frame() === this.#page.mainFrame();
    // Only navigations by the page are asked about.
    if (isMainFrame && request.url() === this.#loading && this.url === '') return false;
    const event = preventable({ url, isMainFrame });
    if (isMainFrame) this.webContents.emit('will-navigate', event, url);
    else this.webContents.emit('will-frame-navigate', event);
    return event.defaultPrevented;
  }

  close() {
    void this.closeAndWait();
  }

  async closeAndWait() {
    if (!openWindows.has(this)) return;
    const closed = once(this, 'closed');
    if (this.#page === null) this.#closed();
    else await this.#page.close();
    await closed;
  }

  #closed() {
    if (!openWindows.delete(this)) return;
    this.emit('close', preventable());
    this.emit('closed');
    if (openWindows.size === 0 && !app.isQuitting) app.emit('window-all-closed');
  }

  getNormalBounds() {
    const { x = 0, y = 0, width, height } = this.#options;
    return { x, y, width, height };
  }

  isMaximized() {
    return false;
  }

  maximize() {}

  isMinimized() {
    return false;
  }

  restore() {}

  show() {
    this.emit('show');
  }

  focus() {
    this.emit('focus');
  }
}
