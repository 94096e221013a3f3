import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildIfStale, projectFolder } from './buildIfStale.mjs';
import { desktopObstacle, electronExecutable } from './desktopObstacle.mjs';

buildIfStale();
const obstacle = desktopObstacle();
const given = process.argv.slice(2);

if (obstacle) {
  process.stdout.write(`The desktop app cannot open because ${obstacle}; starting the browser shell instead.\n`);
  run(process.execPath, [path.join(projectFolder, 'out', 'main', 'cli.js'), 'serve', '--open', ...given]);
} else {
  // Chromium refuses its sandbox to root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  run(electronExecutable(), [...sandbox, projectFolder, ...given]);
}

/** Runs a program in place of this one: same terminal, same signals, same exit code. */
function run(program, parameters) {
  const child = spawn(program, parameters, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
