import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { inTree, runCommand } from './steps.ts';

// `npm run screenshots` keeps the pictures for the user guide.
const kept = process.env['SCREENSHOTS'];

test.setTimeout(300_000);

test('skins are compared on the digits, and one of them identifies or vetoes', async ({ workbench }, testInfo) => {
  const { page } = workbench;
  const look = (name: string) => takePictures(page, testInfo, name);

  await test.step('choose two skins and two seeds', async () => {
    await runCommand(page, 'Home');
    await page.getByRole('button', { name: /^Handwritten digits/ }).click();
    await inTree(page, /^Digits/).waitFor();
    await runCommand(page, 'Compare skins…');
    const form = page.getByRole('form', { name: 'New comparison' });
    await expect(form.getByRole('heading', { name: 'Always beside them' })).toBeVisible();
    const none = form.getByRole('button', { name: 'None', exact: true });
    while ((await none.count()) > 0) await none.first().click();
    await form.getByRole('checkbox', { name: 'Homeostasis' }).check();
    await form.getByRole('checkbox', { name: 'Oja' }).check();
    await form.getByLabel('Neurons').fill('40');
    await form.getByLabel('Seeds').fill('2');
    // Four baselines and two skins, twice.
    await expect(page.getByTestId('comparison-trials')).toHaveText('12 trials');
    await look('comparison-new');
    await form.getByRole('button', { name: 'Make the comparison' }).click();
  });

  await test.step('its definition lists the recipes, with what each may read', async () => {
    await expect(page.getByRole('article', { name: 'Homeostasis' })).toContainText('membership');
    await expect(page.getByRole('article', { name: 'Oja' })).toContainText('inputs only');
    await expect(page.getByRole('article', { name: 'Backpropagation' })).toContainText('targets');
    await look('comparison-definition');
    await page.getByRole('button', { name: 'Start 12 trials' }).click();
  });

  const table = page.getByRole('table', { name: 'Comparison of skins' });
  await test.step('the table fills while trials run', async () => {
    await expect(table.getByRole('row', { name: /^Homeostasis/ })).toContainText('0 of 2');
    await expect(page.getByTestId('sweep-state')).toHaveText('Finished', { timeout: 200_000 });
    for (const recipe of ['Homeostasis', 'Oja', 'Raw inputs', 'Random features', 'Exemplar weights', 'Backpropagation']) {
      const row = table.getByRole('row', { name: new RegExp(`^${recipe}`) });
      await expect(row).toContainText('2 of 2');
      await expect(row).toContainText(/\d+\.\d ± \d+\.\d %/);
    }
    await expect(table.getByRole('row', { name: /^Backpropagation/ })).toContainText('reference');
    await expect(table.getByRole('row', { name: /^Homeostasis/ })).toContainText(/better|worse|no clear difference/);
    await look('comparison');
  });

  await test.step('identify or veto, over the seeds', async () => {
    const region = page.getByRole('region', { name: 'Identify or veto' });
    await expect(region).toContainText('mean of 2 seeds');
    await expect(region.getByRole('table', { name: 'Areas under the curve' }).getByRole('row')).toHaveCount(13);
    await expect(region).toContainText(/refuses \d/);
    await region.evaluate((element) => element.scrollIntoView());
    await look('comparison-identify');
  });

  await test.step('one of its trials, with what its neurons look for', async () => {
    await page.getByRole('button', { name: 'Open Homeostasis, seed 1' }).click();
    await expect(page.getByRole('region', { name: 'Identify or veto' }).getByRole('table')).toBeVisible();
    await expect(page.getByRole('img', { name: /64 receptive fields/ })).toBeVisible();
    await look('comparison-trial');
    const fields = page.getByRole('region', { name: 'Receptive fields' });
    await expect(fields).toContainText('carried down through the linear layer whitening');
    await fields.evaluate((element) => element.scrollIntoView());
    await look('comparison-fields');
  });
});

/** In both colour schemes. */
async function takePictures(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  const words = await page.locator('body').innerText();
  expect(words).not.toMatch(/\bNaN\b|\bundefined\b|\[object/);
  const folder = kept ?? testInfo.outputPath();
  await mkdir(folder, { recursive: true });
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.waitForTimeout(400);
    await page.screenshot({ path: path.join(folder, `${name}-${theme}.png`) });
  }
}
