#!/usr/bin/env node
import { CommanderError } from 'commander';
import packageFile from '../../../package.json' with { type: 'json' };
import { createOutput, reportError, reportUsage, surviveClosedPipes } from './output.ts';
import { createProgram } from './program.ts';

surviveClosedPipes();
const output = () => createOutput(process.argv.includes('--json'));
const program = createProgram(packageFile.version, output, (code) => void (process.exitCode = code));
try {
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = error instanceof CommanderError ? reportUsage(output(), error) : reportError(output(), error);
}
