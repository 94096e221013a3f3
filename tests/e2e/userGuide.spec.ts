import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page, TestInfo } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { inTree, rowsInState, runCommand, trialRow, trialsTable, tree } from './steps.ts';

// Every view with real data in it, light and dark. `npm run screenshots` keeps the pictures for the user guide.
const kept = process.env['SCREENSHOTS'];
const fixture = fileURLToPath(new URL('../fixtures/data/pflanzen-latin1.csv', import.meta.url));

test.setTimeout(180_000);

for (const theme of ['light', 'dark'] as const) {
  test(`every view shows real data, ${theme}`, async ({ workbench, shell }, testInfo) => {
    test.skip(kept !== undefined && shell !== 'browser', 'Pictures are taken of the browser shell.');
    const { page } = workbench;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const troubles = watchTroubles(page);
    const look = (name: string) => takePicture(page, testInfo, `${name}-${theme}`);

    await test.step('a sweep on two spirals, while it runs', async () => {
      await look('sweep');
      await page.getByRole('button', { name: /^Start \d+ trials/ }).click();
      await expect(rowsInState(page, 'Finished').first()).toBeVisible({ timeout: 60_000 });
      await look('results');
      await expect(page.getByTestId('sweep-state')).toHaveText('Finished', { timeout: 120_000 });
    });

    await test.step('a trial with its decision boundary', async () => {
      await trialRow(page, 1).dblclick();
      await expect(page.getByRole('img', { name: /decision boundary after epoch/ })).toBeVisible();
      await look('trial');
    });

    await test.step('two trials side by side', async () => {
      await inTree(page, /^Optimizers/).click();
      await trialRow(page, 1).click();
      await trialRow(page, 4).click({ modifiers: ['ControlOrMeta'] });
      await page.getByRole('button', { name: 'Compare' }).click();
      await look('compare');
      await page.keyboard.press('Escape');
    });

    await test.step('a design, as layers and as text', async () => {
      await inTree(page, /^Two hidden/).click();
      await expect(page.getByText('354 parameters')).toBeVisible();
      await look('design');
      await page.getByRole('radio', { name: 'Text' }).click();
      await look('design-text');
    });

    await test.step('a generator', async () => {
      await runCommand(page, 'Generate dataset…');
      await expect(page.getByRole('img', { name: /^Scatter/ })).toBeVisible();
      await look('generator');
    });

    await test.step('the import wizard on a table with decimal commas', async () => {
      await tree(page).getByRole('button', { name: 'Import a dataset' }).click();
      await workbench.running.chooseFiles(() => page.getByRole('button', { name: 'Choose files…' }).click(), [fixture]);
      await expect(page.getByRole('region', { name: 'Preview' })).toContainText('rows');
      await look('import');
    });

    await test.step('home, and a dataset of images', async () => {
      await runCommand(page, 'Home');
      await look('home');
      await page.getByRole('button', { name: /^Handwritten digits/ }).click();
      await inTree(page, /^.*1,?797$/).click();
      await expect(page.getByText('1,797 rows').first()).toBeVisible();
      await look('dataset');
    });

    await test.step('the command palette', async () => {
      await page.keyboard.press('ControlOrMeta+k');
      await look('palette');
      await page.keyboard.press('Escape');
    });

    expect(troubles).toEqual([]);
  });
}

test('a narrow window cuts nothing off that is needed', async ({ workbench }, testInfo) => {
  const { page } = workbench;
  await page.setViewportSize({ width: 1024, height: 700 });
  await page.getByRole('button', { name: /^Start \d+ trials/ }).click();
  await expect(trialsTable(page)).toBeVisible();
  await takePicture(page, testInfo, 'results-narrow');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
});

async function takePicture(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  const words = await page.locator('body').innerText();
  expect(words).not.toMatch(/\bNaN\b|\bundefined\b|\[object/);
  // Lets charts draw what arrived last.
  await page.waitForTimeout(400);
  const folder = kept ?? testInfo.outputPath();
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** Errors of the page, gathered while it is used. */
function watchTroubles(page: Page): string[] {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  return troubles;
}
