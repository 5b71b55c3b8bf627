// The lists by keys alone: find, narrow, sort, walk, open, select, change, undo. No hand touches a mouse here.
import { expect, test, type Page } from '@playwright/test';
import { hearsKeys } from '../support/keys';
import { adaeze, juno } from '../support/people';
import { signIn } from '../support/sign-in';

const lists = [
  { path: '/advocates', label: 'Advocates', opens: /\/advocates\/[0-9a-f-]{36}$/ },
  { path: '/opportunities', label: 'Opportunities', opens: /\/opportunities\/[0-9a-f-]{36}/ },
  { path: '/organisations', label: 'Organisations', opens: /\/organisations\/[0-9a-f-]{36}$/ },
  { path: '/evidence', label: 'Evidence', opens: /\/evidence\/[0-9a-f-]{36}$/ },
  { path: '/requests', label: 'Requests', opens: /\/requests\/[0-9a-f-]{36}$/ },
];

/** Presses Tab until this has the focus; a stop that cannot be reached fails the journey. */
async function tabTo(page: Page, role: 'link' | 'button' | 'checkbox' | 'textbox' | 'searchbox', name: string | RegExp) {
  const wanted = page.getByRole(role, { name }).first();
  for (let stops = 0; stops < 90; stops += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return wanted;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached the ${role} ${name}.`);
}

const focusedRow = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement?.closest('[data-rows] > *');
    return row ? [...row.parentElement!.children].indexOf(row) : -1;
  });

for (const { path, label, opens } of lists) {
  test(`${path}: rows are walked, and Enter opens the one that has the focus`, async ({ page }) => {
    await signIn(page, juno.email, path);
    await hearsKeys(page);
    const rows = page.getByRole('region', { name: label }).getByRole('row');
    await page.keyboard.press('j');
    expect(await focusedRow(page)).toBe(0);
    // The first row is the end of the way up; the head is no row.
    await page.keyboard.press('k');
    expect(await focusedRow(page)).toBe(0);
    if ((await rows.count()) > 2) {
      await page.keyboard.press('j');
      expect(await focusedRow(page)).toBe(1);
    }
    const href = await page.evaluate(() => document.activeElement!.getAttribute('href'));
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(opens);
    expect(page.url().endsWith(href!)).toBe(true);
  });
}

test('the directory is searched, narrowed and sorted by keys, and what narrows it is taken away', async ({ page }) => {
  await signIn(page, juno.email, '/advocates');
  await hearsKeys(page);
  await page.keyboard.press('/');
  await page.keyboard.type('a');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]q=a/);

  await tabTo(page, 'button', /^Region/);
  await page.keyboard.press('Enter');
  const option = page.getByRole('group', { name: 'Filter by region' }).getByRole('link').first();
  await expect(option).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(option).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]region=/);

  await tabTo(page, 'link', /^Advocate$/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]sort=name/);
  await expect(page.getByRole('columnheader', { name: 'Advocate' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(page).toHaveURL(/[?&]region=/);

  await tabTo(page, 'link', /^Remove Region/);
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/region=/);
  await expect(page).toHaveURL(/[?&]sort=name/);
});

test('rows are selected, changed and put back by keys', async ({ page }) => {
  await signIn(page, adaeze.email, '/advocates?sort=name');
  await hearsKeys(page);
  const bar = page.getByRole('group', { name: 'Change the selected rows' });
  // The island that hears X says so by showing its box.
  await expect(page.getByRole('checkbox', { name: 'Select all on this page' })).toBeVisible();
  for (const key of ['j', 'x', 'j', 'j', 'x']) await page.keyboard.press(key);
  await expect(bar).toContainText('2 selected');

  await tabTo(page, 'button', 'Tags');
  await page.keyboard.press('Enter');
  await tabTo(page, 'textbox', 'Tags');
  await page.keyboard.type('By keys alone');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/bulk-edits\//);
  await expect(page.getByText('2 advocates changed.')).toBeVisible();

  await tabTo(page, 'button', 'Undo the bulk edit');
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 advocates put back as before.')).toBeVisible();
});

test('N begins another of what is listed, for who may; a key that means nothing here does nothing', async ({ page }) => {
  await signIn(page, juno.email, '/advocates');
  await hearsKeys(page);
  await page.keyboard.press('n');
  await page.keyboard.press('g');
  // G and J lead nowhere: J alone would have gone to a row.
  await page.keyboard.press('j');
  expect(await focusedRow(page)).toBe(-1);
  await expect(page).toHaveURL(/\/advocates$/);

  await page.goto('/opportunities');
  await hearsKeys(page);
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/\/opportunities\/new$/);
});
