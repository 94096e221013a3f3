import { once } from 'node:events';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { inTree, openIrisSample, rowsInState, tree } from './steps.ts';

test.setTimeout(180_000);

test('a sweep whose program was killed goes on from where it was', async ({ workbench }) => {
  let { page } = workbench;

  await test.step('start four trials, and wait until some have ended', async () => {
    await openIrisSample(page);
    await tree(page).getByRole('button', { name: 'Make a new sweep' }).click();
    await page.getByLabel('Repeats').fill('4');
    await page.getByLabel('Workers').fill('1');
    await page.getByRole('textbox', { name: 'Epochs' }).fill('1000000');
    await page.getByText('Split, preprocessing and limits').click();
    await page.getByRole('textbox', { name: 'Time limit' }).fill('5');
    await page.getByRole('button', { name: 'Start 4 trials' }).click();
    await expect(rowsInState(page, 'Finished')).toHaveCount(1, { timeout: 30_000 });
    await expect(rowsInState(page, 'Running')).toHaveCount(1);
  });
  const finished = await settledCells(page);

  await test.step('kill it and start it again', async () => {
    const ended = once(workbench.running.process, 'exit');
    workbench.running.process.kill('SIGKILL');
    await ended;
    page = await workbench.restart();
    await inTree(page, /^Sweep/).click();
  });

  await test.step('see what had ended, what was interrupted, and what waits', async () => {
    await expect(rowsInState(page, 'Finished')).toHaveCount(1);
    await expect(rowsInState(page, 'Interrupted')).toHaveCount(1);
    await expect(rowsInState(page, 'Queued')).toHaveCount(2);
    expect(await settledCells(page)).toEqual(finished);
  });

  await test.step('resume, to the end', async () => {
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await expect(page.getByTestId('sweep-state')).toHaveText('Finished', { timeout: 60_000 });
    await expect(rowsInState(page, 'Finished')).toHaveCount(4);
  });
});

/** The row of the trial that has ended, but for its colours. */
const settledCells = (page: Page): Promise<string[]> => rowsInState(page, 'Finished').allInnerTexts();
