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

    test('the library is narrowed, sorted and kept, and says which filter it does not know', async ({ page }) => {
      await signIn(page, juno.email, '/evidence?shoe_size=44');
      const main = page.getByRole('main');
      await expect(main.getByText('Ignored filter: shoe_size 44')).toBeVisible();
      await main.getByRole('button', { name: /^Kind/ }).click();
      const option = page.getByRole('group', { name: 'Filter by kind' }).getByRole('link').first();
      const [, count] = /(\d+)\s*$/.exec(await option.innerText())!;
      await option.click();
      await expect(page).toHaveURL(/[?&]kind=/);
      await expect(main.getByRole('navigation', { name: 'Pages of evidence' })).toContainText(`of ${count}`);
      await main.getByRole('columnheader', { name: 'Evidence' }).getByRole('link').click();
      await expect(page).toHaveURL(/[?&]kind=[^&]+.*sort=title/);
      await expect(main.getByRole('columnheader', { name: 'Evidence' })).toHaveAttribute('aria-sort', 'ascending');

      const name = `To show ${javaScriptEnabled}`;
      await main.getByRole('button', { name: 'Views' }).click();
      await page.getByLabel('Keep this list as').fill(name);
      await page.getByRole('button', { name: 'Save view' }).click();
      await expect(page.getByRole('navigation', { name: 'Saved views' }).getByRole('link', { name })).toHaveAttribute(
        'aria-current',
        'page',
      );
      await main.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('button', { name: `Delete “${name}”` }).click();
      await expect(page.getByRole('navigation', { name: 'Saved views' })).toHaveCount(0);
    });

    test('nominations are found by words that stand apart, narrowed and sorted', async ({ page }) => {
      const [one, other, customer, word] = javaScriptEnabled
        ? ['Aurelia Thorncastle', 'Balthasar Quickwater', 'Larkspur Foods', 'larkspur']
        : ['Cordelia Marshbank', 'Dunstan Ravenscar', 'Juniper Mills', 'juniper'];
      await signIn(page, juno.email);
      for (const [name, topic] of [[one, 'Migration'], [other, 'Training']]) {
        await page.goto('/nominations/new');
        await page.getByLabel('Name').fill(name);
        await page.getByLabel('E-mail').fill(`${name.replace(' ', '.').toLowerCase()}@${word}.example`);
        await page.getByLabel('Customer').fill(customer);
        await page.getByLabel('Why they would be a good reference').fill('Closed the quarter in two days, and tells it well.');
        await page.getByLabel('What they could talk about').fill(topic);
        await page.getByRole('button', { name: 'Nominate' }).click();
        await expect(page).toHaveURL(/\/nominations$/);
      }
      const main = page.getByRole('main');
      await main.getByRole('searchbox').fill(`tells ${word}`);
      await main.getByRole('button', { name: 'Search' }).click();
      await expect(main.getByRole('navigation', { name: 'Pages of nominations' })).toContainText('1 to 2 of 2');
      await main.getByRole('group', { name: 'Sort by' }).getByRole('link', { name: 'Name' }).click();
      await expect(page).toHaveURL(/[?&]sort=name/);
      await expect(main.getByRole('listitem').filter({ hasText: 'Nominated by' }).first()).toContainText(one);
      await main.getByRole('button', { name: /^Topic/ }).click();
      await page.getByRole('group', { name: 'Filter by topic' }).getByRole('link', { name: /^Training/ }).click();
      await expect(main.getByRole('navigation', { name: 'Pages of nominations' })).toContainText('1 to 1 of 1');
      await expect(main.getByText(other)).toBeVisible();
      await main.getByRole('navigation', { name: 'Nominations' }).getByRole('link', { name: /^Declined/ }).click();
      await expect(main.getByRole('heading', { name: 'No nomination fits' })).toBeVisible();
    });

    test('a link to a filter that is gone says so and shows the list without it', async ({ page }) => {
      await signIn(page, juno.email, '/opportunities?view=all&stage=gone&shoe_size=44');
      await expect(page.getByText('Ignored filter: shoe_size 44')).toBeVisible();

      await page.getByRole('link', { name: 'Remove Ignored filter: shoe_size 44' }).click();
      await expect(page).not.toHaveURL(/shoe_size/);
      await expect(page.getByText('Ignored filter: stage gone')).toBeVisible();
    });

    test('lists without filters say as well what they did not understand', async ({ page }) => {
      await signIn(page, juno.email);
      for (const [address, left] of [['/requests?tab=all', '/requests?tab=all'], ['/calls?tab=over', '/calls?tab=over'], ['/search?q=marlowe', '/search?q=marlowe']]) {
        await page.goto(`${address}&shoe_size=44`);
        await page.getByRole('link', { name: 'Remove Ignored filter: shoe_size 44' }).click();
        await expect(page).toHaveURL(new RegExp(`${left.replace('?', '\\?')}$`));
        await expect(page.getByText(/^Ignored filter/)).toHaveCount(0);
      }
    });
  });
}
