import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectArgument, projectFolderOf } from '../../../../../src-main/shells/electron/openArgument.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neuronlearning-test-'));
  await mkdir(join(folder, 'study'));
  await writeFile(join(folder, 'study', 'study.neuron'), '{}');
  await writeFile(join(folder, 'study', 'data.csv'), '');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a command line', () => {
  it('names a project by its folder or its study.neuron, from its working folder', () => {
    const study = join(folder, 'study');
    expect(projectArgument(['study'], folder)).toBe(study);
    expect(projectArgument([join('study', 'study.neuron')], folder)).toBe(study);
    expect(projectArgument(['--no-sandbox', study], '/')).toBe(study);
  });

  it('names none with switches, other files and what does not exist', () => {
    expect(projectArgument(['--flag', 'study/data.csv', 'missing'], folder)).toBeUndefined();
    expect(projectArgument([], folder)).toBeUndefined();
    expect(projectFolderOf(join(folder, 'missing.neuron'))).toBeUndefined();
  });
});
