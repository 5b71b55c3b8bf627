// Narrowing a list and keeping it under a name.
import { expect, test } from '@playwright/test';
import { juno } from '../support/people';
import { signIn } from '../support/sign-in';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });

    test('a facet shows as many people as it says, its chip takes it away, and a view keeps it', async ({ page }) => {
      await signIn(page, juno.email, '/advocates');
      const main = page.getByRole('main');
      await main.getByRole('button', { name: /^Region/ }).click();
      const option = page.getByRole('group', { name: 'Filter by region' }).getByRole('link').first();
      const [, count] = /(\d+)\s*$/.exec(await option.innerText())!;
      await option.click();
      await expect(page).toHaveURL(/[?&]region=/);
      await expect(main.getByRole('navigation', { name: 'Pages of advocates' })).toContainText(`of ${count}`);

      const name = `Near us ${javaScriptEnabled}`;
      await main.getByRole('button', { name: 'Views' }).click();
      await page.getByLabel('Keep this list as').fill(name);
      await page.getByRole('button', { name: 'Save view' }).click();
      const tab = page.getByRole('navigation', { name: 'Saved views' }).getByRole('link', { name });
      await expect(tab).toHaveAttribute('aria-current', 'page');

      await main.getByRole('link', { name: /^Remove Region: / }).click();
      await expect(page).not.toHaveURL(/region=/);
      await tab.click();
      await expect(page).toHaveURL(/[?&]region=/);

      await main.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('button', { name: `Delete “${name}”` }).click();
      await expect(tab).toHaveCount(0);
    });

    test('a link to a filter that is gone says so and shows the list without it', async ({ page }) => {
      await signIn(page, juno.email, '/opportunities?view=all&stage=gone&shoe_size=44');
      await expect(page.getByText('Ignored filter: shoe_size 44')).toBeVisible();

      await page.getByRole('link', { name: 'Remove Ignored filter: shoe_size 44' }).click();
      await expect(page).not.toHaveURL(/shoe_size/);
      await expect(page.getByText('Ignored filter: stage gone')).toBeVisible();
    });
  });
}
