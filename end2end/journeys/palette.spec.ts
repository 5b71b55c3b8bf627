// The palette: Ctrl K from anywhere, by keys alone; and the keys it lists.
import { expect, test, type Page, type Request } from '@playwright/test';
import { examine } from '../support/examine';
import { hearsKeys } from '../support/keys';
import { adaeze, juno } from '../support/people';
import { signIn } from '../support/sign-in';

const names = { palette: 'Search or run a command', shortcuts: 'Keyboard shortcuts' };

test('a deal is found and opened by keys, and Escape gives the focus back', async ({ page }) => {
  await signIn(page, juno.email, '/requests');
  await hearsKeys(page);
  const first = page.getByRole('main').getByRole('link').first();
  await first.focus();
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: names.palette });
  const field = palette.getByRole('combobox');
  await expect(field).toBeFocused();
  await expect(palette.getByRole('option', { name: 'Advocates' })).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(first).toBeFocused();

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('marlowe st');
  const option = palette.getByRole('option', { name: /^Marlowe Street Bank/ }).first();
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveAttribute('aria-activedescendant', (await option.getAttribute('id'))!);
  await page.keyboard.press('ArrowDown');
  await expect(option).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/opportunities\/[0-9a-f-]{36}$/);
});

test('a first letter narrows it, commands lead on, and markup is text', async ({ page }) => {
  await signIn(page, juno.email);
  await hearsKeys(page);
  const palette = page.getByRole('dialog', { name: names.palette });
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('@ingrid');
  await expect(palette.getByRole('option', { name: /^Ingrid/ }).first()).toBeVisible();
  await expect(palette.getByText('Go to', { exact: true })).toHaveCount(0);

  await palette.getByRole('combobox').fill('<img src=x onerror=alert(1)>');
  await expect(palette.getByRole('option', { name: /^Search everything for/ })).toContainText('<img');
  await expect(palette.locator('li img')).toHaveCount(0);

  await palette.getByRole('combobox').fill('>new opp');
  await expect(palette.getByRole('option')).toHaveCount(1);
  await expect(palette.getByRole('option')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/opportunities\/new$/);
});

test('whoever types on never gets the answer to the older text', async ({ page }) => {
  await signIn(page, juno.email, '/requests');
  await hearsKeys(page);
  const letGo = await holdAnswers(page, 'ingrid');
  const palette = page.getByRole('dialog', { name: names.palette });
  await page.keyboard.press('ControlOrMeta+k');
  const asked = page.waitForRequest(isAbout('ingrid'));
  const givenUp = page.waitForEvent('requestfailed', isAbout('ingrid'));
  await page.keyboard.type('ingrid');
  await asked;
  await palette.getByRole('combobox').fill('marlowe');
  await expect(palette.getByRole('option', { name: /^Marlowe/ }).first()).toBeVisible();
  await givenUp;
  letGo();
  await expect(palette.getByRole('option', { name: /^Marlowe/ }).first()).toBeVisible();
  await expect(palette.getByRole('option', { name: /^Ingrid/ })).toHaveCount(0);
});

test('on a slow line it says that it searches, and Enter waits for the answer to what was typed', async ({ page }) => {
  await signIn(page, juno.email, '/requests');
  await hearsKeys(page);
  const letGo = await holdAnswers(page);
  const palette = page.getByRole('dialog', { name: names.palette });
  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette.getByText('Searching…')).toBeVisible();
  const asked = page.waitForRequest(isAbout('new opp'));
  await page.keyboard.type('>new opp');
  await asked;
  await page.keyboard.press('Enter');
  await expect(palette).toBeVisible();
  letGo();
  await expect(page).toHaveURL(/\/opportunities\/new$/);
  await page.goBack();
  await hearsKeys(page);
  await expect(palette).toBeHidden();

  const letGoOfMarlowe = await holdAnswers(page, 'marlowe');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('marlowe street');
  await page.keyboard.press('Enter');
  await expect(palette).toBeVisible();
  letGoOfMarlowe();
  await expect(page).toHaveURL(/\/opportunities\/[0-9a-f-]{36}$/);
});

test('Enter right after the last letter opens what was typed, and never an option for the older text', async ({ page }) => {
  await signIn(page, adaeze.email, '/requests');
  await hearsKeys(page);
  const palette = page.getByRole('dialog', { name: names.palette });
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('marlowe street');
  await expect(palette.getByRole('option', { name: /^Marlowe Street Bank/ }).first()).toHaveAttribute('aria-selected', 'true');
  await palette.getByRole('combobox').press('ControlOrMeta+a');
  await page.keyboard.type('Plan');
  // What is still listed answers the older text: no key reaches it.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/programme\/plan$/);
});

test('a page that is called so stands above the records, and Tab goes to what can be done with the deal that was meant', async ({
  page,
}) => {
  await signIn(page, adaeze.email, '/requests');
  await hearsKeys(page);
  const palette = page.getByRole('dialog', { name: names.palette });
  await page.keyboard.press('ControlOrMeta+k');
  for (const [typed, page_] of [['plan', 'Plan'], ['Org', 'Organisations'], ['evidence', 'Evidence']]) {
    await palette.getByRole('combobox').fill(typed);
    await expect(palette.getByRole('option').last()).toContainText(`“${typed}”`);
    await expect(palette.getByRole('option').first()).toHaveAccessibleName(new RegExp(`^${page_}`));
    await expect(palette.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  }
  await palette.getByRole('combobox').fill('marlowe street');
  await expect(palette.getByText('Actions on Marlowe Street Bank', { exact: true })).toBeVisible();
  await expect(palette.getByRole('option').last()).toContainText(/ \d+ results?/);
  await page.keyboard.press('Tab');
  const weights = palette.getByRole('option', { name: /^Weights/ });
  await expect(weights).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/opportunities\/[0-9a-f-]{36}#weights$/);
});

test('without an answer it says so, and Enter still leads to the page of search', async ({ page }) => {
  await signIn(page, juno.email, '/requests');
  await hearsKeys(page);
  await page.route('**/_fn/search/palette', (route) => route.abort());
  const palette = page.getByRole('dialog', { name: names.palette });
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('marlowe');
  await expect(palette.getByText('No answer came.')).toBeVisible();
  await expect(palette.getByRole('combobox')).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=marlowe$/);
});

test('by hand it opens, leads on in a tab of its own with Ctrl, and closes beside it', async ({ page, context }) => {
  await signIn(page, juno.email, '/requests');
  await hearsKeys(page);
  const opener = page.getByRole('button', { name: /Search or run a command/ });
  await opener.click();
  const palette = page.getByRole('dialog', { name: names.palette });
  await palette.getByRole('combobox').fill('>advocates');
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    palette.getByRole('option', { name: 'Advocates' }).click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await expect(tab).toHaveURL(/\/advocates$/);
  await expect(palette).toBeVisible();
  await page.mouse.click(40, 700);
  await expect(palette).toBeHidden();
  await expect(opener).toBeFocused();
});

test('axe finds nothing in the open palette, and nothing of the product fetches wasm for it', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await signIn(page, juno.email, '/requests');
  await hearsKeys(page);
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('option').first()).toBeVisible();
  expect(await examine(page)).toEqual([]);
  expect(fetched.filter((path) => path.endsWith('.wasm'))).toEqual([]);
});

test('keys lead to pages until they are switched off, and never while somebody types', async ({ page }) => {
  await signIn(page, juno.email);
  await hearsKeys(page);
  await page.keyboard.press('?');
  const shortcuts = page.getByRole('dialog', { name: names.shortcuts });
  await expect(shortcuts.getByText('Go to Advocates')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page).toHaveURL(/\/advocates$/);
  await hearsKeys(page);

  await page.keyboard.press('/');
  const field = page.getByRole('searchbox', { name: 'Search advocates' });
  await expect(field).toBeFocused();
  await page.keyboard.type('g?');
  await expect(field).toHaveValue('g?');

  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('button', { name: 'all shortcuts' }).click();
  await shortcuts.getByRole('button', { name: 'Switch them off' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'off');
  await expect(page).toHaveURL(/\/advocates$/);
  await hearsKeys(page);
  await page.keyboard.press('?');
  await expect(shortcuts).toBeHidden();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('button', { name: 'all shortcuts' }).click();
  await shortcuts.getByRole('button', { name: 'Switch them on' }).click();
  await expect(page.locator('html:not([data-keys])')).toHaveCount(1);
  await hearsKeys(page);
  await page.keyboard.press('?');
  await expect(shortcuts).toBeVisible();
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('the field leads to the page of search, and no control is dead', async ({ page }) => {
    await signIn(page, juno.email);
    await expect(page.getByRole('button', { name: /Ctrl K/ })).toHaveCount(0);
    await page.getByRole('complementary', { name: 'Company' }).getByRole('searchbox').fill('marlowe');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/search\?q=marlowe$/);
  });
});

/** A request of the palette for options to this text. */
function isAbout(text: string) {
  return (request: Request) => new URLSearchParams(request.postData() ?? '').get('typed')?.includes(text) ?? false;
}

/** Keeps the answers to texts that contain this one back, until they are let go: no test depends on how long a line is slow. */
async function holdAnswers(page: Page, text = '') {
  let letGo = () => {};
  const told = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/_fn/search/palette', async (route) => {
    if (isAbout(text)(route.request())) await told;
    // The page may have given it up by then.
    await route.continue().catch(() => {});
  });
  return letGo;
}
