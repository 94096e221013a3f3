import type { Locator, Page } from '@playwright/test';

/** What specs look at, and what a person does again and again. */
export const tree = (page: Page): Locator => page.getByRole('tree', { name: 'Datasets, designs and sweeps' });
export const inTree = (page: Page, name: RegExp): Locator => tree(page).getByRole('treeitem', { name, level: 2 });

export const trialsTable = (page: Page): Locator => page.getByRole('grid', { name: 'Trials' });
/** By the number shown, from 1. */
export const trialRow = (page: Page, trial: number): Locator => trialsTable(page).getByRole('row').nth(trial);
export const rowsInState = (page: Page, state: string): Locator => trialsTable(page).getByRole('row').filter({ hasText: state });

export async function runCommand(page: Page, label: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByLabel('Search').fill(label);
  await page.getByRole('option', { name: label }).click();
}

export async function cellOf(page: Page, trial: number, column: string): Promise<string> {
  const headers = await trialsTable(page).getByRole('columnheader').allInnerTexts();
  const index = headers.findIndex((header) => header.trim() === column);
  return trialRow(page, trial).getByRole('gridcell').nth(index).innerText();
}

export async function openIrisSample(page: Page): Promise<void> {
  await runCommand(page, 'Home');
  await page.getByRole('button', { name: /^Iris in one minute/ }).click();
  await inTree(page, /^Iris/).waitFor();
}
