import { expect, test } from './fixtures.ts';
import { inTree, openIrisSample, rowsInState, runCommand, trialRow } from './steps.ts';

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

test('another project has documents of its own, and none of the first asks for more', async ({ workbench: { page } }) => {
  await openIrisSample(page);
  await page.getByRole('button', { name: 'Start 5 trials' }).click();
  await expect(rowsInState(page, 'Finished')).toHaveCount(5, { timeout: 60_000 });
  await trialRow(page, 2).click();
  await runCommand(page, 'Home');
  await page.getByRole('button', { name: /^Handwritten digits/ }).click();
  await inTree(page, /1,?797$/).click();
  await expect(page.getByText('1,797 rows').first()).toBeVisible();
  await expect(page.getByRole('alert')).toBeHidden();
});

test('the keyboard alone leads from a sweep into a trial and back', async ({ workbench: { page } }) => {
  await openIrisSample(page);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(rowsInState(page, 'Finished')).toHaveCount(5, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Time' }).focus();
  await page.keyboard.press('Tab');
  await expect(trialRow(page, 1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(trialRow(page, 2)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('trial-sentence')).toBeVisible();
  await expect(page.getByRole('tabpanel')).toBeFocused();
  // In the corner lies, to a browser, whatever is not in the page, such as the handles of a tab behind.
  await page.mouse.move(5, 5);
  await page.getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('tab', { selected: true })).toBeFocused();
});
