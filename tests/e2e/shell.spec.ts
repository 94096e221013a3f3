import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { message, startDesktop, startServer } from './runningShell.ts';

test('the page reaches nothing but the workbench', async ({ workbench: { page } }) => {
  const address = page.url();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));

  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  // Scripts built from text are what a policy without `unsafe-eval` forbids; WebAssembly stays allowed.
  expect(await page.evaluate(() => WebAssembly.validate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)))).toBe(true);
  expect(await page.evaluate(() => fetch('https://neuronlearning.example/').catch((error: Error) => error.name))).toBe('TypeError');
  expect(problems).toEqual([]);
  expect(page.url()).toBe(address);
});

test('a reloaded page is connected again', async ({ workbench: { page } }) => {
  await expect(page.getByText('Connected')).toBeVisible();
  for (let n = 0; n < 3; n++) {
    await page.reload();
    await expect(page.getByText('Connected')).toBeVisible();
  }
});

test.describe('in a browser', () => {
  test.beforeEach(({ shell }) => test.skip(shell !== 'browser', 'The desktop has no server.'));

  test('the address works once', async ({ workbench: { page } }) => {
    const { origin } = new URL(page.url());
    expect(page.url()).toBe(`${origin}/`);
    const stranger = await page.context().browser()!.newContext();
    expect((await stranger.request.get(`${origin}/`)).status()).toBe(403);
    expect((await page.context().request.get(`${origin}/`)).status()).toBe(200);
  });

  test('a tab left open finds the workbench again after its server was killed', async ({ workbench }) => {
    const { page, process } = workbench.running;
    process.kill('SIGKILL');
    await expect(page.getByText('Connected')).toBeHidden();
    const server = await startServer(workbench.folders);
    try {
      await expect(page.getByText('Connected')).toBeVisible();
    } finally {
      await server.stop();
    }
  });
});

test.describe('on the desktop', () => {
  test.beforeEach(({ shell }) => test.skip(shell !== 'electron', 'A browser has menus and tabs of its own.'));

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
});
