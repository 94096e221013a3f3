import { expect, test } from './fixtures.ts';

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
