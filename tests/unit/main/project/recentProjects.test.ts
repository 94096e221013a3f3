import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recentProjects } from '../../../../src-main/project/recentProjects.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

it('lists the projects opened lately, newest first, and says which are gone', async () => {
  const folder = await temporaryFolder();
  const here = join(folder, 'Here');
  await mkdir(here);
  await writeFile(join(here, 'study.neuron'), '');
  const recent = recentProjects(join(folder, 'data'));
  await recent.remember(join(folder, 'Gone'), 'Gone');
  await recent.remember(here, 'Here');
  await recent.remember(here, 'Here, renamed');
  expect(await recent.list()).toMatchObject([
    { name: 'Here, renamed', exists: true },
    { name: 'Gone', exists: false },
  ]);
  await recent.forget(here);
  expect((await recent.list()).map(({ name }) => name)).toEqual(['Gone']);
});

it('does not read a file of an impossible size', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'recent-projects.json'), `[${' '.repeat(2 ** 20)}]`);
  expect(await recentProjects(folder).list()).toEqual([]);
  expect(await readdir(folder)).toEqual(['recent-projects.json.damaged']);
});

it('starts anew from a damaged file, which is kept', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'recent-projects.json'), '[{');
  const recent = recentProjects(folder);
  expect(await recent.list()).toEqual([]);
  expect(await readdir(folder)).toEqual(['recent-projects.json.damaged']);
});
