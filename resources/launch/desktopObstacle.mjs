import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './buildIfStale.mjs';

const electronFolder = path.join(projectFolder, 'node_modules', 'electron');
const downloadLimitSeconds = 20;

/** Why the desktop app cannot be opened here, as half a sentence; null where it can. Fetches Electron's binary if a display is there. */
export function desktopObstacle(environment = process.env, platform = process.platform) {
  if (platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY) return 'no display was found';
  if (!electronExecutable()) fetchElectron();
  return electronExecutable() ? null : "Electron's binary is not on this machine and could not be fetched";
}

/** Path of the Electron executable, or null. */
export function electronExecutable() {
  const pathFile = path.join(electronFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = path.join(electronFolder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}

function fetchElectron() {
  process.stderr.write('Fetching Electron (once)…\n');
  spawnSync(process.execPath, [path.join(electronFolder, 'install.js')], { stdio: 'ignore', timeout: downloadLimitSeconds * 1000 });
}
