import { expect, test } from './fixtures.ts';

test('checks the gradients of a design while the window stays alive', async ({ workbench: { page } }) => {
  const problems: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
  await page.getByRole('treeitem', { name: /^Two hidden layers/ }).click();
  await page.getByRole('button', { name: 'Check gradients' }).click();

  const dialog = page.getByRole('dialog', { name: 'Check gradients' });
  await expect(dialog.getByRole('status')).toContainText('Backpropagation agrees with differences of the loss.');
  const rows = dialog.getByRole('table', { name: 'Gradients by layer' }).locator('tbody tr');
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: 'agrees' })).toHaveCount(3);
  await expect(rows.filter({ hasText: 'worst' })).toHaveCount(1);

  await dialog.getByLabel('Loss').selectOption({ label: 'Binary cross-entropy' });
  await expect(dialog.getByRole('status')).toContainText('Backpropagation agrees with differences of the loss.');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(problems).toEqual([]);
});
