import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { message, startDesktop } from './runningShell.ts';

test('the window opens nothing and goes nowhere', async ({ workbench: { page } }) => {
  const address = page.url();
  await page.evaluate(() => void window.open('https://neuronlearning.example/'));
  await page.evaluate(() => void (window.location.href = 'https://neuronlearning.example/'));
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'https://neuronlearning.example/';
    document.body.append(frame);
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe(address);
  expect(page.context().pages()).toHaveLength(1);
  expect(page.frames().map((frame) => frame.url())).not.toContain('https://neuronlearning.example/');
});

test('the preload gives the page a port and nothing else', async ({ workbench: { page } }) => {
  const names = await page.evaluate(() =>
    ['require', 'process', 'ipcRenderer', 'electron', 'Buffer', 'module'].filter((name) => name in window),
  );
  expect(names).toEqual([]);
});

test('menus run the renderer’s commands', async ({ workbench: { page, running } }) => {
  running.process.send({ type: 'clickMenu', id: 'about' });
  await expect(page.getByRole('dialog')).toContainText('Desktop');
});

test('dialogs open where projects are, and may be cancelled', async ({ workbench: { page, running, folders } }) => {
  const asked = message(running.process, 'dialog');
  running.process.send({ type: 'clickMenu', id: 'openProject' });
  expect(await asked).toMatchObject({ options: { defaultPath: folders.projects } });
  running.process.send({ type: 'answerDialog' });
  await expect(page.getByText('Two spirals').first()).toBeVisible();
});

test('a second start hands its project to the first one and ends', async ({ workbench: { page, folders } }) => {
  const other = join(folders.projects, 'Another study');
  await cp(join(folders.projects, 'spiral'), other, { recursive: true });
  await expect(startDesktop(folders, [join(other, 'study.neuron')])).rejects.toThrow('ended with code 0');
  await expect(page.getByTitle(other).first()).toBeVisible();
});

test('the window opens again as it was left, and no lock stays behind', async ({ workbench }) => {
  const { userData } = workbench.folders;
  await workbench.running.quit();
  expect(existsSync(join(userData, 'desktop', 'instance-lock'))).toBe(false);
  const state = JSON.parse(await readFile(join(userData, 'desktop.json'), 'utf8')) as unknown;
  expect(state).toMatchObject({ window: { bounds: { width: 1360, height: 860 }, maximised: false } });
  const page = await workbench.restart();
  expect(page.viewportSize() ?? (await page.evaluate(() => ({ width: innerWidth, height: innerHeight })))).toEqual({
    width: 1360,
    height: 860,
  });
});

test('a signal ends the app as quitting does', async ({ workbench: { running } }) => {
  const ended = once(running.process, 'exit');
  running.process.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
