// Looking for something by its name.
import { expect, test } from '@playwright/test';
import { juno } from '../support/people';
import { signIn } from '../support/sign-in';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });

    test('a deal is found from the sidebar by keyboard, in spite of a slip, and opened', async ({ page }) => {
      await signIn(page, juno.email);
      const field = page.getByRole('complementary', { name: 'Company' }).getByRole('searchbox');
      await field.focus();
      await page.keyboard.type('marlwoe');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/\/search\?q=marlwoe$/);
      await expect(page.getByRole('main').getByRole('searchbox')).toHaveValue('marlwoe');

      const deal = page.getByRole('region', { name: 'Opportunities' }).getByRole('link', { name: /Marlowe Street Bank/ });
      await deal.focus();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/\/opportunities\/[0-9a-f-]{36}$/);
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Marlowe Street Bank');
    });

    test('one kind alone is in the address, and what was looked for is marked, never run', async ({ page }) => {
      await signIn(page, juno.email, '/search?q=marlowe');
      await page.getByRole('navigation', { name: 'Kinds of results' }).getByRole('link', { name: /^Opportunities/ }).click();
      await expect(page).toHaveURL(/\/search\?q=marlowe&kind=opportunities$/);
      await expect(page.getByRole('region')).toHaveCount(1);

      await page.goto('/search?q=ingrid');
      await expect(page.locator('mark').first()).toHaveText('Ingrid');
      await page.goto(`/search?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
      await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
      await expect(page.locator('main img')).toHaveCount(0);
    });
  });
}
