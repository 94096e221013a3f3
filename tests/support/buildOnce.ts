import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds out/ before tests that run what was built; nothing happens where it is newer than its sources. */
export function setup(): void {
  const script = "import { buildIfStale } from './resources/launch/buildIfStale.mjs'; buildIfStale();";
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The build failed, so the tests of what is built cannot run.');
}
