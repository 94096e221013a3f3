import { mkdtempSync, rmSync, writeFileSync, mkdirSync, symlinkSync, cpSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const projectFolder = fileURLToPath(new URL('../../..', import.meta.url));
const cruiser = path.join(projectFolder, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

/** Each rule, and a file that breaks it alone: what it is called, what it imports, and what stands there. */
const violations: readonly (readonly [rule: string, file: string, imports: string])[] = [
  ['core-is-pure', 'src-core/losses/planted.ts', 'node:fs'],
  ['core-errors-imports-leftwards', 'src-core/shape.ts', './random/planted.ts'],
  ['core-random-imports-leftwards', 'src-core/random/one.ts', '../kernels/planted.ts'],
  ['core-kernels-imports-leftwards', 'src-core/kernels/one.ts', '../losses/planted.ts'],
  ['core-losses-knows-no-sibling', 'src-core/losses/one.ts', '../data/planted.ts'],
  ['core-schedules-knows-no-sibling', 'src-core/schedules/one.ts', '../losses/planted.ts'],
  ['core-network-imports-leftwards', 'src-core/network/one.ts', '../optimizers/planted.ts'],
  ['core-optimizers-imports-leftwards', 'src-core/optimizers/one.ts', '../skins/planted.ts'],
  ['core-skins-imports-leftwards', 'src-core/skins/one.ts', '../experiment/planted.ts'],
  ['core-experiment-imports-leftwards', 'src-core/experiment/one.ts', '../training/planted.ts'],
  ['schemas-through-one-door', 'src-core/losses/one.ts', 'zod'],
  ['contract-is-plain', 'src-main/contract/one.ts', '../project/planted.ts'],
  ['renderer-knows-contract-and-core', 'src-renderer/one.ts', '../src-main/project/planted.ts'],
  ['renderer-has-no-node', 'src-renderer/one.ts', 'node:path'],
  ['main-knows-no-renderer', 'src-main/project/one.ts', '../../src-renderer/planted.ts'],
  ['only-the-electron-shell-knows-electron', 'src-main/project/one.ts', 'electron'],
  ['shells-stand-apart', 'src-main/project/one.ts', '../shells/browser/planted.ts'],
  ['electron-shell-knows-no-other-shell', 'src-main/shells/electron/one.ts', '../browser/planted.ts'],
  ['browser-shell-knows-no-other-shell', 'src-main/shells/browser/one.ts', '../cli/planted.ts'],
  ['nothing-imports-tests', 'src-main/project/one.ts', '../../tests/planted.ts'],
  ['no-cycles', 'src-main/project/planted.ts', './planted2.ts'],
];

describe('import directions', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'directions-'));
    symlinkSync(path.join(projectFolder, 'node_modules'), path.join(folder, 'node_modules'));
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.main.json', 'tsconfig.base.json', 'package.json'])
      cpSync(path.join(projectFolder, file), path.join(folder, file));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses a planted violation of every rule', { timeout: 60_000 }, () => {
    for (const [, file, imports] of violations) plant(folder, file, imports);
    plant(folder, 'src-main/project/planted2.ts', './planted.ts');

    const found = cruise(folder);
    const expected = violations.map(([rule, file]) => `${rule} ${file}`);
    expect(expected.filter((violation) => !found.has(violation))).toEqual([]);
  });
});

/** Adds an import to a file, making the file and what it imports where they are missing. */
function plant(folder: string, file: string, imports: string): void {
  const place = path.join(folder, file);
  mkdirSync(path.dirname(place), { recursive: true });
  if (imports.startsWith('.')) {
    const target = path.resolve(path.dirname(place), imports);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, 'export const planted = 1;\n', { flag: 'a' });
  }
  writeFileSync(place, `import '${imports}';\n`, { flag: 'a' });
}

function cruise(folder: string): Set<string> {
  const run = spawnSync(
    process.execPath,
    [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src-core', 'src-main', 'src-renderer'],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const { summary } = JSON.parse(run.stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return new Set(summary.violations.map(({ from, rule }) => `${rule.name} ${from}`));
}
