import type { WasmMemory } from './webAssembly.ts';

/** What a helper thread works on: it makes an instance of `module` over `memory` and calls that one's `follow(team, thread)`. */
export interface HelperTask {
  /** A compiled WebAssembly module; it and the memory can be handed to a thread. */
  readonly module: object;
  readonly memory: WasmMemory;
  /** Address of what the threads share. */
  readonly team: number;
  /** From 1; 0 is the thread that calls. */
  readonly thread: number;
}

/** Threads for large networks. Core has none of its own: who creates kernels knows how one is started. */
export interface ThreadOptions {
  /** Most threads that one step is divided among, the calling one included. */
  readonly count: number;
  /** Starts a helper thread; it ends by itself when `follow` returns. */
  readonly start: (task: HelperTask) => void;
  /** Multiply-adds of a step from which it is divided; left out, as many as make it worth the while. */
  readonly leastWork?: number;
}

/** Most threads of a step. */
export const mostThreads = 64;
