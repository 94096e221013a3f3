import type { EventListener } from './events.ts';

/** What carries encoded messages between a renderer and the workbench: a WebSocket or a MessagePort. */
export interface FrameChannel {
  post(frame: Uint8Array): void;
  /** Called once, before any frame arrives. */
  onFrame(listener: (frame: Uint8Array) => void): void;
}

/** The functions a renderer offers to the workbench. Those the workbench offers are the requests of WorkbenchApi. */
export interface RendererFunctions {
  event: EventListener;
}

/** birpc's time-out: none. A request that never ends is ended by its connection. */
export const noTimeout = -1;

/** No request comes near it: files travel by path or upload. */
export const maximumRequestBytes = 16 * 2 ** 20;
/** Answers hold at most a thousand pictures or a boundary's grid. */
export const maximumAnswerBytes = 512 * 2 ** 20;
