import { existsSync } from 'node:fs';
import { expect, test } from './fixtures.ts';
import { startDesktop, startServer } from './runningShell.ts';

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

  test('a second start shows the first one’s window and ends', async ({ workbench }) => {
    await expect(startDesktop(workbench.folders)).rejects.toThrow('ended with code 0');
    await expect(workbench.page.getByText('Connected')).toBeVisible();
  });

  test('quitting leaves no lock', async ({ workbench }) => {
    await workbench.running.quit();
    expect(existsSync(`${workbench.folders.userData}/desktop/instance-lock`)).toBe(false);
  });
});
