// Moving a weight: the browser ranks with the same code as the server, the rows in sight first.
import { expect, test, type Page } from '@playwright/test';
import { Matching } from '../support/matching';
import { juno } from '../support/people';
import { signIn } from '../support/sign-in';

/** Every row as it reads: rank, places moved, name, score, reason, signals. */
const rows = (page: Page) => page.locator('#rank > li').evaluateAll((all) => all.map((row) => (row as HTMLElement).innerText));

test('once a slider rests, every row reads as the server renders the same address', async ({ page, browser, baseURL }) => {
  await signIn(page, juno.email);
  const matching = new Matching(page);
  await matching.open('Cobalt Ridge Energy');
  const before = await rows(page);
  expect(before.length).toBeGreaterThan(12);
  await matching.alive();
  await matching.slider('Industry').fill('55');
  await expect(page).toHaveURL(/[?&]w=/);
  const storageState = await page.context().storageState();
  const plain = await browser.newContext({ baseURL, storageState, javaScriptEnabled: false, viewport: page.viewportSize() });
  const rendered = await plain.newPage();
  await rendered.goto(page.url());
  const after = await rows(rendered);
  expect(after).not.toEqual(before);
  await expect.poll(() => rows(page)).toEqual(after);
  await plain.close();
});

test('without a script everybody who fits can be reached, too', async ({ browser, baseURL }) => {
  const page = await (await browser.newContext({ baseURL, javaScriptEnabled: false })).newPage();
  await signIn(page, juno.email, '/opportunities?view=all');
  const deals = await page.getByRole('main').getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  const more = page.getByRole('link', { name: 'Show more', exact: true });
  for (const deal of new Set(deals.filter((href) => /^\/opportunities\/[0-9a-f-]{36}$/.test(href)))) {
    await page.goto(deal);
    if (await more.count()) break;
  }
  const fit = Number(/^(\d+) customers fit/.exec(await page.getByRole('heading', { name: /customers fit/ }).innerText())![1]);
  await expect(page.locator('#rank > li')).toHaveCount(25);
  await more.click();
  await expect(page.locator('#rank > li')).toHaveCount(Math.min(50, fit));
});
