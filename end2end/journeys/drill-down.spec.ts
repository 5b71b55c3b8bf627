// Every number of the matching page leads to what it is made of: each stands in a link, a button or something that folds
// out, with a script and without; each link arrives, and shows the number again where it is a sum.
import { expect, test, type Page } from '@playwright/test';
import { Matching } from '../support/matching';
import { juno } from '../support/people';
import { signIn } from '../support/sign-in';

/** Scales and not figures: nothing was computed. */
const SCALES = [/^of 100$/, /^Shares always add up to 100%/];

/** Figures in sight that lead nowhere. Sliders are inputs themselves, and say their share beside them; what is quoted has its
    link behind it. */
const loose = (page: Page, within: string) =>
  page.locator(within).evaluate((root) => {
    for (const folded of root.querySelectorAll('details')) folded.open = true;
    const found: string[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement!;
      const text = (node.textContent ?? '').trim();
      const leads = parent.closest('a[href], button, summary, details dl, q:has(+ a), output, option, label, noscript, script, svg');
      if (/\d/.test(text) && !leads && parent.checkVisibility()) found.push(text);
    }
    return found;
  });

/** Every address that the page leads to within the product, without those that are files. */
const addresses = (page: Page, within: string) =>
  page.locator(`${within} a[href]`).evaluateAll((links) => {
    const all = links.map((link) => (link as HTMLAnchorElement).href).filter((href) => href.startsWith(location.origin));
    return [...new Set(all)].filter((href) => !/\.(pdf|csv|xlsx|json)(\?|$)/.test(href));
  });

/** Each of them answers, and has the place its end names. */
async function arrive(page: Page, hrefs: string[]) {
  const missing: string[] = [];
  const pages = new Map<string, string>();
  for (const href of hrefs) {
    const [path, place] = href.split('#');
    if (!pages.has(path)) {
      const answer = await page.request.get(path);
      pages.set(path, answer.ok() ? await answer.text() : '');
    }
    const text = pages.get(path)!;
    if (text === '' || (place && !text.includes(`id="${place}"`))) missing.push(href);
  }
  expect(missing).toEqual([]);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });

    test('no number of the page, of a comparison and of a report stands alone', async ({ page }) => {
      await signIn(page, juno.email);
      await new Matching(page).open('Marlowe Street Bank');
      const ranking = page.url().split('?')[0];
      // Another preset, so that places have moved; everybody who is held back is listed.
      await page.goto(`${ranking}?preset=fastest-to-book&held=all`);
      await expect(page.locator('#rank > li').first()).toBeVisible();
      const alone = async () => (await loose(page, 'main')).filter((text) => !SCALES.some((scale) => scale.test(text)));
      expect(await alone()).toEqual([]);
      const ways = await addresses(page, 'main');
      expect(ways.length).toBeGreaterThan(40);
      await arrive(page, ways);

      await page.getByRole('link', { name: 'Compare', exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect((await loose(page, 'main dialog')).filter((text) => !SCALES.some((scale) => scale.test(text)))).toEqual([]);
    });

    test('the report shows each figure of the score again, beside its inputs', async ({ page }) => {
      await signIn(page, juno.email);
      await new Matching(page).open('Marlowe Street Bank');
      const rows = await page.locator('#candidate table').first().locator('td:last-child a[title="What this is made of"]').evaluateAll((links) =>
        links.map((link) => ({ href: (link as HTMLAnchorElement).href, figure: link.textContent!.trim() })),
      );
      // Eleven factors, four prices and the sum.
      expect(rows.length).toBe(16);
      await page.goto(rows[0].href);
      for (const { href, figure } of rows) {
        const place = new URL(href).hash;
        // The title of a card is what its number is named by; the card is around it.
        const shown = page.locator(place);
        const around = (await shown.evaluate((element) => element.tagName)) === 'H2' ? page.locator('section').filter({ has: shown }) : shown;
        await expect(around, place).toContainText(figure);
      }
      await arrive(page, await addresses(page, 'main'));
    });

    test('behind the figure of a rule stand so many people, each with a score that is made up again', async ({ page }) => {
      await signIn(page, juno.email);
      await new Matching(page).open('Marlowe Street Bank');
      const rules = await page.locator('#rules li a').evaluateAll((links) =>
        links.map((link) => ({ href: (link as HTMLAnchorElement).href, count: Number(/\u2212(\d+)/.exec(link.textContent!)![1]) })),
      );
      expect(rules.length).toBeGreaterThan(2);
      const [candidates, fit] = (await page.locator('#rules').getByText(/\d+ to \d+/).innerText()).match(/\d+/g)!.map(Number);
      expect(rules.reduce((sum, rule) => sum + rule.count, 0)).toBe(candidates - fit);
      for (const { href, count } of rules) {
        await page.goto(href);
        await expect(page.locator('#held li')).toHaveCount(count);
      }
      const would = page.locator('#held li').first().getByRole('link', { name: /^Would score / });
      const score = /-?\d+$/.exec((await would.innerText()).replace('\u2212', '-'))![0];
      await would.click();
      await expect(page.locator('#score')).toContainText(score.replace('-', '\u2212'));
      await expect(page.getByText('Not to be asked now.')).toBeVisible();
    });
  });
}

test('the place of before leads to the order of before', async ({ page }) => {
  await signIn(page, juno.email);
  await new Matching(page).open('Marlowe Street Bank');
  await page.goto(`${page.url().split('?')[0]}?preset=fastest-to-book`);
  const moved = page.locator('#rank > li').filter({ hasText: /[+\u2212]\d+ ?places/ }).first();
  await moved.getByRole('link').click();
  const before = page.locator('#candidate').getByRole('link', { name: /^place \d+ by / });
  const place = /\d+/.exec(await before.innerText())![0];
  const name = await page.locator('#candidate').getByRole('heading', { level: 2 }).innerText();
  await before.click();
  await expect(page.locator('#rank > li').nth(Number(place) - 1)).toContainText(name);
  await expect(page.locator('#candidate').getByRole('link', { name: new RegExp(`^Match ${place} of `) })).toBeVisible();
});
