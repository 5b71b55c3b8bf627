// Some of the ranking side by side: opened from one of them, added to, left, and shared by its address.
import { expect, test } from '@playwright/test';
import { Matching } from '../support/matching';
import { juno } from '../support/people';
import { signIn } from '../support/sign-in';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });

    test('three are compared, a fourth is added, one is left out, and the way back leads to the ranking', async ({ page }) => {
      await signIn(page, juno.email);
      const matching = new Matching(page);
      await matching.open('Marlowe Street Bank');
      const [first, second, third, fourth] = await matching.names();
      await page.getByRole('link', { name: 'Compare', exact: true }).click();

      const dialog = page.getByRole('dialog', { name: 'Compare three matches' });
      const heads = page.getByRole('dialog').getByRole('columnheader');
      await expect(dialog).toBeVisible();
      await expect(heads).toHaveCount(4);
      for (const [at, name] of [first, second, third].entries()) await expect(heads.nth(at + 1)).toContainText(name);

      await page.getByRole('link', { name: 'Add', exact: true }).click();
      await expect(page.getByRole('dialog', { name: 'Compare four matches' })).toBeVisible();
      await expect(heads.nth(4)).toContainText(fourth);
      await expect(page.getByRole('link', { name: 'Add', exact: true })).toHaveCount(0);

      await page.getByRole('link', { name: `Leave ${second} out` }).click();
      await expect(dialog).toBeVisible();
      await expect(heads.nth(2)).toContainText(third);

      await page.getByRole('link', { name: 'Close', exact: true }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      expect(await matching.names()).toContain(second);
    });

    test('an address that names nobody says so and leads back', async ({ page }) => {
      await signIn(page, juno.email);
      await new Matching(page).open('Marlowe Street Bank');
      await page.goto(`${page.url().split('?')[0]}?compare=00000000-0000-0000-0000-000000000001`);
      await expect(page.getByRole('dialog')).toContainText('One of them cannot be asked for this deal now');
      await page.getByRole('link', { name: 'Close', exact: true }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
    });
  });
}

test('the comparison keeps the focus within it, and Escape leaves it', async ({ page }) => {
  await signIn(page, juno.email);
  const matching = new Matching(page);
  await matching.open('Marlowe Street Bank');
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare three matches' });
  await expect(dialog).toBeVisible();
  for (let stops = 0; stops < 20; stops += 1) {
    await page.keyboard.press('Tab');
    const outside = await page.evaluate(() => {
      const focused = document.activeElement;
      return focused !== document.body && !focused?.closest('dialog');
    });
    expect(outside).toBe(false);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(matching.rows.first()).toBeVisible();
});

test('weights that were moved are those of the comparison', async ({ page }) => {
  await signIn(page, juno.email);
  const matching = new Matching(page);
  await matching.open('Marlowe Street Bank');
  await matching.alive();
  await matching.slider('Region').fill('60');
  await expect(page.getByText('Moved away from Balanced')).toBeVisible();
  const [first] = await matching.names();
  const score = (await matching.scores())[0];
  await matching.rows.first().getByRole('link').click();
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('weights Balanced, moved');
  const head = page.getByRole('dialog').getByRole('columnheader').nth(1);
  await expect(head).toContainText(first);
  await expect(head).toContainText(score);
});

test('every number of a score leads to what it is made of', async ({ page }) => {
  await signIn(page, juno.email);
  const matching = new Matching(page);
  await matching.open('Marlowe Street Bank');
  const pane = page.locator('#candidate');
  const table = pane.getByRole('table', { name: 'Points by factor' });
  for (const row of await table.getByRole('row').all()) {
    if (await row.getByRole('columnheader').count()) continue;
    const points = row.getByRole('cell').last().getByTitle('What this is made of');
    // A quote stands over the whole width and has no number.
    if ((await row.getByRole('rowheader').count()) === 0) continue;
    await expect(points).toHaveCount(1);
  }
  const industry = table.getByRole('row', { name: /^Industry/ });
  const points = industry.getByRole('cell').last().getByTitle('What this is made of');
  const shown = await points.innerText();
  await points.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/ for Marlowe Street Bank$/);
  const made = page.getByRole('table', { name: 'Fit by factor' }).getByRole('row', { name: /^Industry/ });
  await expect(made.getByRole('cell').last()).toHaveText(shown);
  await expect(made).toBeInViewport();
  await expect(made).toContainText('Retail banking');
});

test('a customer is quoted with the words that the deal asked for: beside the number, beside others, and in the report', async ({
  page,
}) => {
  await signIn(page, juno.email);
  const matching = new Matching(page);
  await matching.open('Marlowe Street Bank');
  await matching.rows.filter({ hasText: 'Ingrid Thistlewood' }).getByRole('link').click();
  const pane = page.locator('#candidate');
  const quote = pane.getByRole('table', { name: 'Points by factor' }).locator('q').first();
  await expect(quote).toContainText('Two years ago our month-end ran on Ironbook');
  await expect(quote.locator('mark').filter({ hasText: 'Ironbook' })).toHaveCount(1);

  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  const words = page.getByRole('dialog').getByRole('row', { name: /^In their words/ });
  await expect(words).toContainText('Two years ago our month-end ran on Ironbook');
  await page.getByRole('link', { name: 'Close', exact: true }).click();

  await pane.getByRole('table', { name: 'Points by factor' }).getByRole('row', { name: /^Use case/ }).getByRole('link', { name: /^[\d.]+$/ }).click();
  const made = page.getByRole('table', { name: 'Fit by factor' }).getByRole('row', { name: /^Use case/ });
  await expect(made.locator('q mark').filter({ hasText: 'Ironbook' })).toHaveCount(1);
  await expect(made).toContainText('in their own words: ');
  await expect(made).toContainText('By tags: 70% × 100%');
  await expect(made).toContainText('By their own words: 30% × ');
  await made.getByRole('link', { name: 'Story', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ingrid Thistlewood');
});
