import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../../resources/launch/buildIfStale.mjs';
import { findChromium } from './findChromium.mjs';

// The last step of `npm test`: the same end-to-end tests against the browser shell and against the Electron stand-in.
const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

if (findChromium()) {
  buildIfStale();
  const playwright = path.join(projectFolder, 'node_modules', '@playwright', 'test', 'cli.js');
  const run = spawnSync(process.execPath, [playwright, 'test', ...process.argv.slice(2)], { cwd: projectFolder, stdio: 'inherit' });
  process.exit(run.status ?? 1);
}

console.log('No Chromium was found; these are skipped:');
console.log('  skipped: end-to-end tests in the browser shell');
console.log('  skipped: end-to-end tests in the Electron stand-in');
console.log('To run them, install it: apt-get install -y chromium (or set CHROMIUM to its path).');
