import Conf from 'conf';
import type { BrowserWindow, Rectangle } from 'electron';
import { z } from '../../../src-core/schema.ts';

const windowStateSchema = z.strictObject({
  bounds: z.strictObject({ x: z.number().int(), y: z.number().int(), width: z.number().int().min(640), height: z.number().int().min(480) }),
  maximised: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

export interface WindowStateStore {
  /** Null the first time, and when the window would lie outside all screens. */
  read(): WindowState | null;
  /** Remembers where the window is whenever it closes. */
  follow(window: BrowserWindow): void;
}

export function createWindowStateStore(userDataFolder: string, screens: () => readonly Rectangle[]): WindowStateStore {
  const store = new Conf<{ window?: unknown }>({ cwd: userDataFolder, configName: 'desktop', clearInvalidConfig: true });
  return {
    read() {
      const state = windowStateSchema.safeParse(store.get('window'));
      return state.success && screens().some((screen) => overlap(screen, state.data.bounds)) ? state.data : null;
    },
    follow(window) {
      window.on('close', () => {
        const state: WindowState = { bounds: window.getNormalBounds(), maximised: window.isMaximized() };
        store.set('window', state);
      });
    },
  };
}

/** Whether enough of the window can be seen to take hold of it. */
function overlap(screen: Rectangle, window: Rectangle): boolean {
  const shared = (a: number, aSize: number, b: number, bSize: number): number => Math.min(a + aSize, b + bSize) - Math.max(a, b);
  return shared(screen.x, screen.width, window.x, window.width) >= 100 && shared(screen.y, screen.height, window.y, window.height) >= 100;
}
