// Every key that the list of shortcuts names is pressed here, and does what the list says. A key without its try fails.
import { expect, test, type Page } from '@playwright/test';
import { hearsKeys } from '../support/keys';
import { Matching } from '../support/matching';
import { adaeze, juno } from '../support/people';
import { signIn } from '../support/sign-in';

const focused = (page: Page, selector: string) =>
  expect.poll(() => page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)).toBe(true);

const row = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement?.closest('[data-rows] > *');
    return row ? [...row.parentElement!.children].indexOf(row) : -1;
  });

/** The list of advocates once its boxes can be ticked by keys. */
async function inTheDirectory(page: Page) {
  await page.goto('/advocates?sort=name');
  await hearsKeys(page);
  await expect(page.getByRole('checkbox', { name: 'Select all on this page' })).toBeVisible();
}

/** The matching of a deal once its island hears keys. */
async function inTheMatching(page: Page) {
  const matching = new Matching(page);
  await matching.open('Marlowe Street Bank');
  await matching.alive();
  await page.locator('#rank a').first().focus();
  return matching;
}

const bar = (page: Page) => page.getByRole('group', { name: 'Change the selected rows' });

/** By the title of the group and the words of the line. */
const tries: Record<string, (page: Page) => Promise<void>> = {
  'Everywhere: Search, go somewhere, begin something': async (page) => {
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByRole('combobox', { name: 'Search or run a command' })).toBeFocused();
  },
  'Everywhere: Search in this page': async (page) => {
    await inTheDirectory(page);
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox', { name: 'Search advocates' })).toBeFocused();
  },
  'Everywhere: These shortcuts': async (page) => {
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  },
  'In lists: Next row': async (page) => {
    await inTheDirectory(page);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await row(page)).toBe(1);
  },
  'In lists: Row before': async (page) => {
    await inTheDirectory(page);
    for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
    expect(await row(page)).toBe(0);
  },
  'In lists: Open the row': async (page) => {
    await inTheDirectory(page);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/advocates\/[0-9a-f-]{36}$/);
  },
  'In lists: Begin another of what is listed': async (page) => {
    await page.goto('/opportunities');
    await hearsKeys(page);
    await page.keyboard.press('n');
    await expect(page).toHaveURL(/\/opportunities\/new$/);
  },
  'In lists: Select the row': async (page) => {
    await inTheDirectory(page);
    for (const key of ['j', 'x']) await page.keyboard.press(key);
    await expect(bar(page)).toContainText('1 selected');
  },
  'In lists: Select up to the row': async (page) => {
    await inTheDirectory(page);
    for (const key of ['j', 'x', 'j', 'j', 'Shift+X']) await page.keyboard.press(key);
    await expect(bar(page)).toContainText('3 selected');
  },
  'In lists: Clear the selection': async (page) => {
    await inTheDirectory(page);
    for (const key of ['j', 'x']) await page.keyboard.press(key);
    await expect(bar(page)).toContainText('1 selected');
    await page.keyboard.press('Escape');
    await expect(bar(page)).toBeHidden();
  },
  'In matching: Next customer': async (page) => {
    const names = await (await inTheMatching(page)).names();
    await page.keyboard.press('j');
    await expect(page.locator('#candidate').getByRole('heading', { level: 2, name: names[1] })).toBeVisible();
  },
  'In matching: Customer before': async (page) => {
    const names = await (await inTheMatching(page)).names();
    for (const key of ['j', 'k']) await page.keyboard.press(key);
    await expect(page.locator('#candidate').getByRole('heading', { level: 2, name: names[0] })).toBeVisible();
  },
  'In matching: To the weights': async (page) => {
    await inTheMatching(page);
    await page.keyboard.press('w');
    await focused(page, '#weights input[type=range]');
  },
  'In matching: Match again': async (page) => {
    await inTheMatching(page);
    // From the slider on which W leaves: it takes no letters.
    await page.keyboard.press('w');
    await page.keyboard.press('m');
    await expect(page.locator('#match-done, #match-progress')).toBeVisible();
  },
  'In matching: Request a reference': async (page) => {
    await inTheMatching(page);
    await page.keyboard.press('w');
    await page.keyboard.press('r');
    await expect(page).toHaveURL(/\/requests\/new\?/);
  },
  'In matching: Compare with the best of the others': async (page) => {
    await inTheMatching(page);
    await page.keyboard.press('w');
    await page.keyboard.press('v');
    await expect(page.getByRole('dialog', { name: 'Compare three matches' })).toBeVisible();
  },
};

/** What the list names: the group, the words, and for a page its keys and its address. */
const listed = (page: Page) =>
  page.locator('#shortcuts section').evaluateAll((sections) =>
    sections.flatMap((section) =>
      [...section.querySelectorAll('li')].map((line) => ({
        name: `${section.querySelector('h3')!.textContent}: ${line.querySelector('span')!.textContent}`,
        keys: line.dataset.keys ?? '',
        href: line.dataset.href ?? '',
      })),
    ),
  );

test('every key of the list has its try here, and every try is of the list', async ({ page }) => {
  await signIn(page, adaeze.email);
  const keys = (await listed(page)).filter((line) => line.href === '');
  expect(keys.map((line) => line.name).sort()).toEqual(Object.keys(tries).sort());
});

for (const [name, act] of Object.entries(tries)) {
  test(name, async ({ page }) => {
    // A rep asks and matches; whole lists are changed by who runs the programme.
    await signIn(page, name.startsWith('In matching') ? juno.email : adaeze.email);
    await hearsKeys(page);
    await act(page);
  });
}

test('every page of the list is reached by its two keys', async ({ page }) => {
  await signIn(page, adaeze.email);
  const places = (await listed(page)).filter((line) => line.href !== '');
  expect(places.length).toBeGreaterThan(4);
  for (const { keys, href } of places) {
    await page.goto(href === '/' ? '/requests' : '/');
    await hearsKeys(page);
    for (const key of keys.split(' ')) await page.keyboard.press(key);
    await expect(page).toHaveURL(new URL(href, page.url()).href);
  }
});

test('where the weights are folded, the key unfolds them', async ({ page }) => {
  await page.setViewportSize({ width: 1100, height: 800 });
  await signIn(page, juno.email);
  await new Matching(page).open('Marlowe Street Bank');
  await expect(page.locator('#weights')).toBeHidden();
  await page.locator('#rank a').first().focus();
  await expect(async () => {
    await page.keyboard.press('w');
    await expect(page.locator('#weights')).toBeVisible({ timeout: 300 });
  }).toPass();
  await focused(page, '#weights input[type=range]');
});
