import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWindowStateStore } from '../../../../../src-main/shells/electron/windowState.ts';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const bounds = { x: 100, y: 50, width: 1200, height: 800 };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neuronlearning-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function closeWindow(at: typeof bounds, maximised: boolean): void {
  const window = Object.assign(new EventEmitter(), { getNormalBounds: () => at, isMaximized: () => maximised }) as unknown as BrowserWindow;
  createWindowStateStore(folder, () => screens).follow(window);
  window.emit('close');
}

describe('the window', () => {
  it('opens where it was closed, in a later start', () => {
    expect(createWindowStateStore(folder, () => screens).read()).toBeNull();
    closeWindow(bounds, true);
    expect(createWindowStateStore(folder, () => screens).read()).toStrictEqual({ bounds, maximised: true });
  });

  it('is not opened where no screen shows it any more', () => {
    closeWindow({ ...bounds, x: 1900 }, false);
    expect(createWindowStateStore(folder, () => screens).read()).toBeNull();
    expect(createWindowStateStore(folder, () => [{ ...screens[0]!, x: 1920 }]).read()).not.toBeNull();
  });
});
