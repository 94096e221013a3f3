import { Opcode } from '../assembly/opcode.ts';
import type { Float32Exports } from '../wasm/float32Exports.ts';
import { signatures, type Operation, type OpcodeName } from './operation.ts';

/** Notes down what is asked of the kernels instead of doing it. */
export interface Recorder {
  /** The kernels; while recording, calls of them are noted and nothing is computed. */
  readonly exports: Float32Exports;
  readonly isRecording: boolean;
  /** What `run` asked of the kernels, or null where it does something that no program can do. */
  record(run: () => void): Operation[] | null;
  /** Ends a recording under way: what comes next needs values that are not computed while recording. */
  refuse(): void;
}

type AnyKernel = (...values: number[]) => number;

/** Thrown through whatever is being recorded; `record` catches it. */
const notRecordable = new Error('This cannot be recorded.');

/** A recorder over the kernels of a WebAssembly instance. */
export function createRecorder(kernels: Float32Exports): Recorder {
  const working = kernels as unknown as Readonly<Record<string, AnyKernel>>;
  const exports: Record<string, AnyKernel> = { ...working };
  let noted: Operation[] | null = null;

  function refuse(): never {
    throw notRecordable;
  }

  function noteFor(name: string): AnyKernel {
    if (!(name in signatures)) return refuse;
    const opcode = Opcode[name as OpcodeName];
    const { length } = signatures[name as OpcodeName];
    return (...values) => {
      noted!.push({ opcode, arguments: values.slice(0, length) });
      return 0;
    };
  }
  const notes = Object.fromEntries(Object.keys(working).map((name) => [name, noteFor(name)]));

  return {
    exports: exports as unknown as Float32Exports,
    get isRecording() {
      return noted !== null;
    },
    refuse() {
      if (noted) refuse();
    },
    record(run) {
      const operations: Operation[] = [];
      noted = operations;
      Object.assign(exports, notes);
      try {
        run();
        return operations;
      } catch (error) {
        if (error === notRecordable) return null;
        throw error;
      } finally {
        noted = null;
        Object.assign(exports, working);
      }
    },
  };
}
