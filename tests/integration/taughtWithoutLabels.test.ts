import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src-core/random/createRandom.ts';
import { shuffle } from '../../src-core/random/shuffle.ts';
import { skins } from '../../src-core/skins/registry.ts';
import { embeddedDigits } from '../support/embeddedDigits.ts';
import { runCommandLine } from '../support/runCommandLine.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const { images, digits } = embeddedDigits();
const some = Array.from({ length: 300 }, (_, row) => row);
const permuted = shuffle(
  Uint32Array.from(some, (row) => digits[row]!),
  createRandom(9),
);
const names = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Digits as a table of pixels with these labels, or without. */
function csvOf(labelOf: ((row: number) => string) | null): string {
  const pixels = Array.from({ length: 64 }, (_, index) => `p${index}`);
  const lines = some.map((row) => [...images[row]!.map((shade) => shade * 16), ...(labelOf ? [labelOf(row)] : [])].join(','));
  return [[...pixels, ...(labelOf ? ['label'] : [])].join(','), ...lines].join('\n');
}

/** The weights that a skin's usual design and settings come to, as their hash. */
async function taught(home: string, skin: string, file: string, more: readonly string[]): Promise<unknown> {
  const design = ['--design', 'full 20 name=units', '--epochs', '2', '--image-shape', '8x8', '--image-maximum', '16', '--split', 'random'];
  const { result, error } = await runCommandLine(home, ['train', '--data', file, '--skin', skin, '--json', ...design, ...more]);
  expect(error).not.toContain('Error');
  return result!['parametersSha256'];
}

async function writeDigits(files: Readonly<Record<string, ((row: number) => string) | null>>): Promise<string> {
  const home = await temporaryFolder();
  for (const [name, labelOf] of Object.entries(files)) await writeFile(path.join(home, name), csvOf(labelOf));
  return home;
}

const inputsOnly = skins.members.filter(({ reads }) => reads === 'inputs').map(({ name }) => name);
const ofMembership = skins.members.filter(({ reads }) => reads === 'membership').map(({ name }) => name);

describe('through the command line', () => {
  it.each(inputsOnly)('%s learns the same from permuted labels, and from none', async (skin) => {
    const home = await writeDigits({
      'labelled.csv': (row) => names[digits[row]!]!,
      'permuted.csv': (row) => names[permuted[row]!]!,
      'bare.csv': null,
    });
    const labelled = ['--target', 'label'];
    const [one, other, bare] = await Promise.all([
      taught(home, skin, 'labelled.csv', labelled),
      taught(home, skin, 'permuted.csv', labelled),
      taught(home, skin, 'bare.csv', ['--target', 'none']),
    ]);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(other).toBe(one);
    expect(bare).toBe(one);
  });

  it.each(ofMembership)('%s learns the same whatever its sets are called', async (skin) => {
    const home = await writeDigits({
      'names.csv': (row) => names[digits[row]!]!,
      // In the same order as the names, so that each set keeps its place.
      'others.csv': (row) => `set-${names.toSorted().indexOf(names[digits[row]!]!)}`,
      'permuted.csv': (row) => names[permuted[row]!]!,
    });
    const labelled = ['--target', 'label'];
    const [one, renamed, other] = await Promise.all(
      ['names.csv', 'others.csv', 'permuted.csv'].map((file) => taught(home, skin, file, labelled)),
    );
    expect(renamed).toBe(one);
    // It does look at who belongs together.
    expect(other).not.toBe(one);
  });
});
