#!/usr/bin/env node
import { CommanderError } from 'commander';
import packageFile from '../../../package.json' with { type: 'json' };
import { createOutput, reportError } from './output.ts';
import { createProgram } from './program.ts';

const badUsage = 2;

const program = createProgram(packageFile.version, (code) => void (process.exitCode = code));
try {
  await program.parseAsync(process.argv);
} catch (error) {
  // Commander has printed its own errors, help and version by then.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : badUsage;
  else process.exitCode = reportError(createOutput(process.argv.includes('--json')), error);
}
