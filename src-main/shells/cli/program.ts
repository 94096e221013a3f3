import { Command } from 'commander';
import { addBenchCommand } from './commands/bench.ts';
import { addCheckCommand } from './commands/check.ts';
import { addCompareCommand } from './commands/compare.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDesignCommand } from './commands/design.ts';
import { addMinimizeCommand } from './commands/minimize.ts';
import { addProjectCommands } from './commands/projects.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSweepCommands } from './commands/run.ts';
import { addTrainCommand } from './commands/train.ts';
import type { ExitCode, Output } from './output.ts';

/** The command line as a whole. `finish` is told the exit code of the command that ran. */
export function createProgram(version: string, output: () => Output, finish: (code: ExitCode) => void): Command {
  const program = new Command('neuronlearning')
    .description('An offline workbench for experiments on how neural networks learn.')
    .version(version)
    .showHelpAfterError('(--help shows what can be given)')
    .exitOverride();
  addProjectCommands(program, output, finish);
  addTrainCommand(program, output, finish);
  addSweepCommands(program, output, finish);
  addCompareCommand(program, output, finish);
  addDesignCommand(program, output, finish);
  addCheckCommand(program, output, finish);
  addMinimizeCommand(program, output, finish);
  addServeCommand(program, output, finish);
  addDemoCommand(program, output, finish);
  addBenchCommand(program, output, finish);
  for (const command of program.commands) {
    command.exitOverride().option('--json', 'print one JSON object as the last line');
  }
  return program;
}
