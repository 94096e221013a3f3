import { test } from './fixtures.ts';
test('explore', async ({ workbench: { page } }) => {
  page.on('console', (m) => console.log(m.type(), m.text()));
  page.on('pageerror', (m) => console.log('ERR', m.message));
  await page.waitForTimeout(1500);
  await page.screenshot({ path: '/tmp/evite/explore/1.png' });
  console.log(await page.locator('body').ariaSnapshot());
  await page.getByRole('button', { name: /Iris/ }).first().click();
  await page.waitForTimeout(1500);
  console.log(await page.locator('body').ariaSnapshot());
  await page.screenshot({ path: '/tmp/evite/explore/2.png' });
});
