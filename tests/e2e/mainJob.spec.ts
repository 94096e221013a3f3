import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { cellOf, inTree, openIrisSample, rowsInState, runCommand, trialRow, trialsTable, tree } from './steps.ts';

test.setTimeout(240_000);

/** Two half moons with some noise, from a generator of its own, so that every run has the same file. */
function moonsCsv(rows: number): string {
  let state = 12345;
  const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const lines = Array.from({ length: rows }, (_, index) => {
    const isUpper = index % 2 === 0;
    const angle = Math.PI * random();
    const x = (isUpper ? Math.cos(angle) : 1 - Math.cos(angle)) + 0.2 * (random() - 0.5);
    const y = (isUpper ? Math.sin(angle) : 0.5 - Math.sin(angle)) + 0.2 * (random() - 0.5);
    return `${x.toFixed(4)};${y.toFixed(4)};${isUpper ? 'upper' : 'lower'}`.replaceAll('.', ',');
  });
  return ['across;up;moon', ...lines, ''].join('\r\n');
}

test('from a file to trained networks, and all of it there again', async ({ workbench }) => {
  let { page } = workbench;
  const file = join(workbench.folders.userData, 'two moons.csv');
  await writeFile(file, moonsCsv(600));
  const complaints: string[] = [];
  page.on('console', (entry) => entry.type() === 'error' && complaints.push(entry.text()));

  await test.step('open a sample', () => openIrisSample(page));

  await test.step('import a table whose decimals are commas', async () => {
    await tree(page).getByRole('button', { name: 'Import a dataset' }).click();
    await workbench.running.chooseFiles(() => page.getByRole('button', { name: 'Choose files…' }).click(), [file]);
    await expect(page.getByRole('region', { name: 'Preview' })).toContainText('600 rows, 3 columns');
    await expect(page.getByLabel('Kind of across')).toHaveValue('numeric');
    await expect(page.getByLabel('Role of moon')).toHaveValue('target');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(inTree(page, /^two moons 600/)).toBeVisible();
  });

  await test.step('write a design', async () => {
    await tree(page).getByRole('button', { name: 'Make a new design' }).click();
    await page.getByRole('radio', { name: 'Text' }).click();
    const notation = page.getByRole('textbox', { name: /^Layers joined by/ });
    await notation.fill('full 12 tanh > full 2 softmax');
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  });

  await test.step('define a sweep of six trials on two workers', async () => {
    await tree(page).getByRole('button', { name: 'Make a new sweep' }).click();
    await page.getByLabel('Dataset', { exact: true }).selectOption({ label: 'two moons (600 rows)' });
    await page.getByRole('group', { name: 'Designs' }).getByLabel('One hidden layer').uncheck();
    await page
      .getByRole('group', { name: 'Designs' })
      .getByLabel(/^Design/)
      .check();
    await page.getByLabel('Learning rate: fixed or varied').selectOption('List');
    await page.getByRole('textbox', { name: 'Learning rate' }).fill('0.001, 0.01, 0.03');
    await page.getByLabel('Repeats').fill('2');
    await page.getByLabel('Workers').fill('2');
    await page.getByRole('textbox', { name: 'Epochs' }).fill('1000000');
    await page.getByText('Split, preprocessing and limits').click();
    await page.getByRole('textbox', { name: 'Time limit' }).fill('12');
    await expect(page.getByTestId('planned-trials')).toHaveText('6 trials');
    await page.getByRole('button', { name: 'Start 6 trials' }).click();
  });

  await test.step('watch two trials move', async () => {
    await expect(rowsInState(page, 'Running')).toHaveCount(2);
    await expect(page.getByTestId('running-trials')).toContainText('2 trials');
    await expectMovement(page);
  });

  await test.step('stop one and resume it', async () => {
    await page.getByRole('button', { name: 'Stop: trial 1' }).click();
    await expect(trialRow(page, 1)).toContainText('Stopped');
    const epoch = await epochOf(page, 1);
    expect(epoch).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Resume: trial 1' }).click();
    await expect(trialRow(page, 1)).not.toContainText('Stopped');
  });

  await test.step('reload in the middle and lose nothing', async () => {
    const before = await endedTrials(page);
    await page.reload();
    await expect(page.getByRole('tab', { name: /Sweep/, selected: true })).toBeVisible();
    await expect(rowsInState(page, 'Running')).toHaveCount(2);
    expect(await endedTrials(page)).toBeGreaterThanOrEqual(before);
    await expectMovement(page);
  });

  await test.step('see all six end well', async () => {
    await expect(page.getByTestId('sweep-state')).toHaveText('Finished', { timeout: 150_000 });
    await expect(rowsInState(page, 'Finished')).toHaveCount(6);
    expect(await accuracyOf(page, 3)).toBeGreaterThan(0.9);
  });

  const table = await tableTexts(page);
  expect(complaints).toEqual([]);

  await test.step('close the project and open it again', async () => {
    await runCommand(page, 'Close project');
    await expect(tree(page)).toBeHidden();
    await page.getByRole('button', { name: /^Iris in one minute .*projects/ }).click();
    await expectEverything(page, table);
  });

  await test.step('end the program and start it again', async () => {
    page = await workbench.restart();
    await expectEverything(page, table);
  });
});

async function expectEverything(page: Page, table: readonly string[]): Promise<void> {
  await expect(inTree(page, /^two moons 600/)).toBeVisible();
  await expect(inTree(page, /^Design/)).toBeVisible();
  await inTree(page, /^Sweep/).click();
  await expect(page.getByTestId('sweep-state')).toHaveText('Finished');
  await expect(rowsInState(page, 'Finished')).toHaveCount(6);
  expect(await tableTexts(page)).toEqual(table);
}

/** The table and the chart both change while a person looks. */
async function expectMovement(page: Page): Promise<void> {
  const running = rowsInState(page, 'Running').first();
  const before = await running.innerText();
  await expect.poll(() => running.innerText()).not.toBe(before);
  const chart = page.getByRole('region', { name: 'Curves' }).locator('canvas').first();
  const picture = (): Promise<string> => chart.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const first = await picture();
  await expect.poll(picture).not.toBe(first);
}

const epochOf = async (page: Page, trial: number): Promise<number> =>
  Number((await cellOf(page, trial, 'Epoch')).replaceAll(/[^\d.]/g, ''));
const accuracyOf = async (page: Page, trial: number): Promise<number> =>
  Number.parseFloat(await cellOf(page, trial, 'Test accuracy')) / 100;
const endedTrials = (page: Page): Promise<number> =>
  page.getByRole('progressbar', { name: 'Trials ended' }).evaluate((bar) => (bar as HTMLProgressElement).value);
const tableTexts = (page: Page): Promise<string[]> => trialsTable(page).getByRole('row').allInnerTexts();
