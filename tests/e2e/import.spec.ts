import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { inTree, tree } from './steps.ts';

test('a table that cannot be read is refused in words, and another one can be chosen', async ({ workbench }) => {
  const { page, folders, running } = workbench;
  const ragged = join(folders.userData, 'ragged.csv');
  const fine = join(folders.userData, 'fine.csv');
  await writeFile(ragged, 'a,b,c\n1,2,x\n3,4\n5,6,y\n');
  await writeFile(fine, 'a,b,c\n1,2,x\n3,4,y\n5,6,y\n');

  await tree(page).getByRole('button', { name: 'Import a dataset' }).click();
  await running.chooseFiles(() => page.getByRole('button', { name: 'Choose files…' }).click(), [ragged]);
  await expect(page.getByRole('alert')).toContainText(/line 3|row 2/i);

  await running.chooseFiles(() => page.getByRole('button', { name: 'Choose others…' }).click(), [fine]);
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('3 rows, 3 columns');
  await expect(page.getByRole('alert')).toBeHidden();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(inTree(page, /^fine 3/)).toBeVisible();
});
