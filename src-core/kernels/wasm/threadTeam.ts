import { WorkbenchError } from '../../errors.ts';
import type { Arena } from '../arena.ts';
import { divideStep } from '../program/divideStep.ts';
import type { Operation } from '../program/operation.ts';
import type { Part } from '../program/share.ts';
import { mostThreads, type ThreadOptions } from '../threads.ts';
import type { WasmMemory } from '../webAssembly.ts';
import { addressOf } from './addressOf.ts';
import type { SharedFloat32Exports } from './float32Exports.ts';

/** Where a program lies in memory. */
export interface PlacedProgram {
  readonly first: number;
  readonly end: number;
}

/** What a run of a program is given beside the program itself. */
export type RunArguments = readonly [batches: number, order: number, rows: number, coefficients: number, losses: number];

/** Threads that carry out whole steps together. */
export interface ThreadTeam {
  readonly threads: number;
  /** Multiply-adds from which a step is to be divided. */
  readonly leastWork: number;
  /** Whether all threads are there. They are started when the first step is divided; until then, and without one, steps go on in one. */
  isReady(): boolean;
  /** A step as a program for each thread. */
  divide(operations: readonly Operation[]): Operation[][];
  /** Runs such programs, as `runProgram` does the whole. @throws kernel/thread-failed */
  run(programs: readonly PlacedProgram[], run: RunArguments): number;
  close(): void;
}

/** Steps of fewer multiply-adds are over before threads have met. */
const worthDividing = 1_000_000;

const failure =
  'One of the threads that share the steps of this network has failed in the middle of a step. Train again, with one thread if it fails again.';

/** 32-bit words of a line of what a team shares, and lines before those of each thread; see team.ts in the assembly sources. */
const lineWords = 16;
const commonLines = 4;

/** What a team works with; the arena is over the memory. */
export interface TeamParts {
  readonly exports: SharedFloat32Exports;
  readonly module: object;
  readonly memory: WasmMemory;
  readonly arena: Arena;
}

/** A team of threads that are yet to be started. */
export function createThreadTeam(
  { exports, module, memory, arena }: TeamParts,
  { count, start, leastWork = worthDividing }: ThreadOptions,
): ThreadTeam {
  const threads = Math.min(count, mostThreads);
  const team = addressOf(arena.allocateIndices((commonLines + threads) * lineWords));
  const parts = Array.from({ length: threads }, (_, thread) => partOf(thread, threads, arena));
  let begun = false;
  let closed = false;

  function begin(): void {
    if (begun || closed) return;
    begun = true;
    try {
      for (let thread = 1; thread < threads; thread++) start({ module, memory, team, thread });
    } catch {
      // The machine gives no more threads; those that came are not used.
      close();
    }
  }

  function close(): void {
    closed = true;
    exports.dismiss(team);
  }

  return {
    threads,
    leastWork,
    isReady: () => begun && !closed && exports.followersOf(team) === threads - 1,
    divide(operations) {
      begin();
      return divideStep(operations, parts, arena.indices);
    },
    run(programs, [batches, ...rest]) {
      programs.forEach(({ first, end }, thread) => exports.assign(team, thread, first, end));
      try {
        return exports.lead(team, threads, batches, ...rest);
      } catch (cause) {
        close();
        throw new WorkbenchError('kernel/thread-failed', failure, { threads }, { cause });
      }
    },
    close,
  };
}

function partOf(thread: number, threads: number, arena: Arena): Part {
  const scratches = new Map<number, number>();
  return {
    thread,
    threads,
    scratch(original, byteLength) {
      if (thread === 0) return original;
      const known = scratches.get(original);
      if (known !== undefined) return known;
      const scratch = addressOf(arena.allocateIndices(byteLength / 4));
      scratches.set(original, scratch);
      return scratch;
    },
    describe(original, words, changes) {
      const copy = arena.allocateIndices(words);
      arena.indices.copyWithin(copy.offset, original / 4, original / 4 + words);
      for (const [place, word] of Object.entries(changes)) arena.indices[copy.offset + Number(place)] = word;
      return addressOf(copy);
    },
  };
}
