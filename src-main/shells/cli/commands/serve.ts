import path from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import openInBrowser from 'open';
import { asWorkbenchError } from '../../../../src-core/errors.ts';
import { openFirstProject } from '../../../openFirstProject.ts';
import { startBrowserShell } from '../../browser/server.ts';
import { nodeServices, rendererFolder } from '../../nodeServices.ts';
import { onInterrupt } from '../onInterrupt.ts';
import type { ExitCode, Output } from '../output.ts';

interface ServeOptions {
  readonly port?: number;
  readonly open?: boolean;
  readonly sample?: string;
  readonly projectsFolder?: string;
}

/** `serve`: the browser shell, until Ctrl-C. */
export function addServeCommand(program: Command, output: () => Output, finish: (code: ExitCode) => void): void {
  program
    .command('serve')
    .description('Start the browser shell and print its address.')
    .argument('[project]', 'folder of the project to open; else the last one, else the first sample')
    .option('--port <number>', 'port on 127.0.0.1 (default: any free one)', parsePort)
    .option('--sample <name>', 'open this sample')
    .option('--open', 'open a browser, where there is one')
    .option('--projects-folder <folder>', 'where new projects go')
    .action(async (project: string | undefined, options: ServeOptions) => finish(await serve(project, options, output())));
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}

async function serve(project: string | undefined, options: ServeOptions, output: Output): Promise<ExitCode> {
  const services = nodeServices({ shell: 'browser', projectsFolder: options.projectsFolder });
  const shell = await startBrowserShell({ services, rendererFolder, port: options.port });
  const folder = project === undefined ? undefined : path.resolve(project);
  // A project that cannot be opened is no reason to show no window: the home page offers others.
  await openFirstProject(shell.api, { folder, sample: options.sample }).catch((error: unknown) =>
    output.note(asWorkbenchError(error).message),
  );
  output.line(`NeuronLearning is at ${shell.url}`);
  output.line('The address works once; Ctrl-C ends the workbench.');
  output.result({ url: shell.url });
  if (options.open && (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']))
    await openInBrowser(shell.url);
  await new Promise<void>((resolve) => onInterrupt(resolve));
  await shell.close();
  return 0;
}
