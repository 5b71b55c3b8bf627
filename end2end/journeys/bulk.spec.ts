// Changing several rows of a list at once, and taking it back.
import { expect, test, type Page } from '@playwright/test';
import { adaeze } from '../support/people';
import { signIn } from '../support/sign-in';

const bar = (page: Page) => page.getByRole('group', { name: 'Change the selected rows' });
const rowsOf = (page: Page) => page.getByRole('region', { name: 'Advocates' }).getByRole('row');

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });

    test('ticked advocates get a tag, the page says how many, and undo takes it back', async ({ page }) => {
      await signIn(page, adaeze.email, '/advocates?sort=name');
      await expect(bar(page)).toBeHidden();
      await rowsOf(page).nth(1).getByRole('checkbox').check();
      await rowsOf(page).nth(3).getByRole('checkbox').check();
      await expect(bar(page)).toBeVisible();

      await bar(page).getByRole('button', { name: 'Tags' }).click();
      await page.getByRole('textbox', { name: 'Tags' }).fill(`Keen ${javaScriptEnabled}`);
      // Enter does what the field is for.
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/\/bulk-edits\//);
      await expect(page.getByText('2 advocates changed.')).toBeVisible();

      // Later it is found among the earlier ones.
      await page.goto('/advocates');
      await page.getByRole('link', { name: 'Earlier bulk edits' }).click();
      const earlier = page.getByRole('listitem').filter({ hasText: `Keen ${javaScriptEnabled}` });
      await expect(earlier).toContainText('2 advocates changed');
      await earlier.getByRole('link').click();
      await page.getByRole('button', { name: 'Undo the bulk edit' }).click();
      await expect(page.getByText('2 advocates put back as before.')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Undo the bulk edit' })).toHaveCount(0);
      await page.getByRole('link', { name: 'Back to the list' }).click();
      await expect(page).toHaveURL(/\/advocates\?sort=name$/);
    });

    test('everything that matches is changed, and a form that lacks something keeps the ticks', async ({ page }) => {
      await signIn(page, adaeze.email, '/advocates?status=can_be_asked');
      await rowsOf(page).nth(1).getByRole('checkbox').check();
      await bar(page).getByRole('button', { name: 'Pause' }).click();
      await page.getByLabel('Can they be used?').selectOption('paused');
      await page.getByRole('button', { name: 'Change status' }).click();
      await expect(page.getByText('Say why: colleagues read it on the profile.')).toBeVisible();
      await expect(rowsOf(page).nth(1).getByRole('checkbox')).toBeChecked();

      const all = bar(page).getByRole('checkbox', { name: /^All \d+ that match$/ });
      const [, number] = /(\d+)/.exec((await bar(page).getByText(/^All \d+ that match$/).innerText()))!;
      await all.check();
      await bar(page).getByRole('button', { name: 'Tags' }).click();
      await page.getByRole('textbox', { name: 'Tags' }).fill(`Everybody ${javaScriptEnabled}`);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await expect(page.getByText(`${number} advocates changed.`)).toBeVisible();
      await page.getByRole('button', { name: 'Undo the bulk edit' }).click();
      await expect(page.getByText(`${number} advocates put back as before.`)).toBeVisible();
    });
  });
}

test('with a script, rows are ticked in ranges, all at once, and by keys alone', async ({ page }) => {
  await signIn(page, adaeze.email, '/advocates?sort=name');
  const whole = page.getByRole('checkbox', { name: 'Select all on this page' });
  await expect(whole).toBeVisible();
  const ticks = rowsOf(page).getByRole('checkbox', { name: /^Select (?!all)/ });

  await ticks.nth(1).click();
  await ticks.nth(4).click({ modifiers: ['Shift'] });
  await expect(bar(page)).toContainText('4 selected');
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();

  await whole.check();
  await expect(bar(page)).toContainText(`${await ticks.count()} selected`);
  await page.getByRole('button', { name: 'Clear selection' }).click();
  await expect(bar(page)).toBeHidden();

  // J to the first row, X ticks it, two further on X with Shift ticks up to there.
  await page.getByRole('heading', { level: 1 }).click();
  for (const key of ['j', 'x', 'j', 'j', 'Shift+X']) await page.keyboard.press(key);
  await expect(bar(page)).toContainText('3 selected');
  await page.keyboard.press('k');
  await expect(rowsOf(page).nth(2).getByRole('link')).toBeFocused();

  // In a field the letters are letters.
  await page.getByRole('searchbox', { name: 'Search advocates' }).fill('');
  await page.getByRole('searchbox', { name: 'Search advocates' }).press('x');
  await expect(page.getByRole('searchbox', { name: 'Search advocates' })).toHaveValue('x');
  await expect(bar(page)).toContainText('3 selected');
});
