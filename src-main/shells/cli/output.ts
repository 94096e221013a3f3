import type { CommanderError } from 'commander';
import { asWorkbenchError, WorkbenchError } from '../../../src-core/errors.ts';
import { toWireError } from '../../contract/wireError.ts';

/** What ends a command: 0 done, 1 failed, 2 bad usage. */
export type ExitCode = 0 | 1 | 2;

/** Where a command writes. Results go to standard output, the course of the work to standard error, so that a pipe gets results only. */
export interface Output {
  readonly json: boolean;
  /** Whether a person watches: progress bars, else plain lines. */
  readonly interactive: boolean;
  /** A line of the result for people; nothing with `--json`. */
  line(text?: string): void;
  /** A line about the course of the work. */
  note(text: string): void;
  /** The result for machines: with `--json` one object, the last line of all. */
  result(result: object): void;
}

export function createOutput(
  json: boolean,
  streams: { readonly out: NodeJS.WriteStream; readonly error: NodeJS.WriteStream } = { out: process.stdout, error: process.stderr },
): Output {
  return {
    json,
    interactive: streams.error.isTTY === true,
    line: (text = '') => {
      if (!json) streams.out.write(`${text}\n`);
    },
    note: (text) => void streams.error.write(`${text}\n`),
    result: (result) => {
      if (json) streams.out.write(`${JSON.stringify(result)}\n`);
    },
  };
}

/** Tells a person or a machine of an error, and which exit code it means. */
export function reportError(output: Output, error: unknown): ExitCode {
  const known = asWorkbenchError(error);
  output.note(`Error: ${known.message}`);
  output.result({ error: toWireError(known) });
  return exitCodeOf(known);
}

/** The end of a command that commander would not run: it has printed its errors, help and version for people by then. */
export function reportUsage(output: Output, { exitCode, message }: CommanderError): ExitCode {
  if (exitCode === 0) return 0;
  const known = new WorkbenchError('request/bad-usage', message.replace(/^error: /, ''));
  output.result({ error: toWireError(known) });
  return exitCodeOf(known);
}

/** A reader that has gone, such as `head` with its first lines, is no reason to leave the work half done. */
export function surviveClosedPipes(streams: readonly NodeJS.WriteStream[] = [process.stdout, process.stderr]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Mistakes in what was typed are bad usage; what files, data and training do to us is a failure. */
export function exitCodeOf({ code }: WorkbenchError): ExitCode {
  return /^(request|registry|design|loss|optimizer|skin|experiment)\//.test(code) ? 2 : 1;
}
