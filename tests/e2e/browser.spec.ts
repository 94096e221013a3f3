import { expect, test } from './fixtures.ts';
import { startServer } from './runningShell.ts';

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
