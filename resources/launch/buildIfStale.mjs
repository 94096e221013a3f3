import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
const stampFile = path.join(projectFolder, 'out', 'build-stamp');
const sources = ['src-core', 'src-main', 'src-renderer', 'package-lock.json', 'electron.vite.config.ts', 'kernels.plugin.ts'];

/** Builds the three bundles into out/ unless they are newer than every source. Throws with the builder's exit code if that fails. */
export function buildIfStale() {
  const newest = Math.max(...sources.map((source) => newestChange(path.join(projectFolder, source))));
  if (existsSync(stampFile) && Number(readFileSync(stampFile, 'utf8')) >= newest) return;
  process.stderr.write('Building (once after a change)…\n');
  const viteEntry = path.join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  if (!existsSync(viteEntry)) throw new Error('The packages are not installed: run "npm ci" first.');
  const build = spawnSync(process.execPath, [viteEntry, 'build', '--logLevel', 'warn'], { cwd: projectFolder, stdio: ['ignore', 2, 2] });
  if (build.status !== 0) throw new Error(`The build failed with exit code ${build.status}.`);
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, String(newest));
}

function newestChange(place) {
  const stats = statSync(place);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(place).reduce((newest, entry) => Math.max(newest, newestChange(path.join(place, entry))), stats.mtimeMs);
}
