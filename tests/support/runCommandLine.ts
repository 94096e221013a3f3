import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));

export interface CommandLineRun {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
  /** The last line of standard output, parsed; undefined where it is not JSON. */
  readonly result: Record<string, unknown> | undefined;
}

/** Runs the built command line to its end, with settings and projects in `home`; `nodeOptions` go to Node itself. */
export function runCommandLine(home: string, parameters: readonly string[], nodeOptions: readonly string[] = []): Promise<CommandLineRun> {
  const child = spawn(process.execPath, [...nodeOptions, entry, ...parameters], {
    cwd: home,
    env: { ...process.env, NEURONLEARNING_DATA: `${home}/data`, NEURONLEARNING_PROJECTS: `${home}/projects` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let error = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, error, result: lastLine(out) })));
}

function lastLine(out: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
