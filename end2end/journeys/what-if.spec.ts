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

test('while a slider is dragged rows are seen in their order at once, and the document takes it at rest', async ({ page }) => {
  const written = () => page.locator('#rank > li').evaluateAll((all) => all.map((row) => row.getAttribute('data-advocate')));
  const seen = () => page.locator('#rank > li').evaluateAll((all) => {
    const top = (row: Element) => row.getBoundingClientRect().top;
    return all.toSorted((a, b) => top(a) - top(b)).map((row) => row.getAttribute('data-advocate'));
  });
  // Rows that still slide are seen where they are not yet.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, juno.email);
  const matching = new Matching(page);
  await matching.open('Cobalt Ridge Energy');
  await matching.alive();
  const before = await written();
  expect(await seen()).toEqual(before);
  // No slider comes to rest until it is let.
  await page.evaluate(() => {
    const later = window.setTimeout;
    const resting: (() => void)[] = [];
    Object.assign(window, {
      rest: () => resting.pop()?.(),
      setTimeout: (run: () => void, wait: number) => (wait === 500 ? resting.push(run) : later(run, wait)),
    });
  });
  await matching.slider('Industry').fill('55');
  await expect.poll(async () => (await seen()).slice(0, 8)).not.toEqual(before.slice(0, 8));
  expect((await written()).slice(0, before.length)).toEqual(before);
  // Rows out of sight take their place only at rest.
  const first = (await seen()).slice(0, 4);
  await page.evaluate(() => (window as unknown as { rest: () => void }).rest());
  await expect.poll(async () => (await written()).slice(0, 4)).toEqual(first);
  await expect.poll(written).toHaveLength(before.length);
  await expect.poll(seen).toEqual(await written());
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
