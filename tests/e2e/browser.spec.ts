import { expect, test } from './fixtures.ts';
import { startServer } from './runningShell.ts';
import { openIrisSample, runCommand } from './steps.ts';

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

test('what is edited while the server is away is saved when it is back', async ({ workbench }) => {
  const { page, process } = workbench.running;
  await openIrisSample(page);
  const saved = page.getByRole('complementary').getByRole('status');
  process.kill('SIGKILL');
  await expect(page.getByText('Connected')).toBeHidden();
  await page.getByLabel('Repeats').fill('7');
  await expect(saved).toHaveText('Saved when the connection is back');
  await runCommand(page, 'New design');
  await expect(page.getByRole('alert')).toContainText('The connection to the workbench is lost');

  const server = await startServer(workbench.folders, ['--port', new URL(page.url()).port]);
  try {
    await expect(saved).toHaveText('Saved');
    await expect(page.getByRole('alert')).toBeHidden();
    await page.reload();
    await expect(page.getByLabel('Repeats')).toHaveValue('7');
  } finally {
    await server.stop();
  }
});
