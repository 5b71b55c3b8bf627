// A figure of the home page and of the plan is the number of rows of the list behind it.
import { expect, test, type Page } from '@playwright/test';
import { adaeze, juno } from '../support/people';
import { signIn } from '../support/sign-in';

test.use({ javaScriptEnabled: false });

/** The rows of a list, as a desk shows them. */
const rows = (page: Page) => page.locator('main table tbody tr, main ul[data-rows] > li').filter({ visible: true });

for (const { email } of [juno, adaeze]) {
  test(`${email}: what needs somebody at home stands in the list it leads to`, async ({ page }) => {
    await signIn(page, email);
    const needs = page.locator('section').filter({ has: page.locator('#needs') });
    const figures = await needs.getByRole('link', { name: /^\d+ (deals? needs? a reference|requests? waits? for you|calls? to record)$/ }).evaluateAll((links) =>
      links.map((link) => ({ href: (link as HTMLAnchorElement).href, figure: Number.parseInt(link.textContent!, 10) })),
    );
    expect(figures.length).toBeGreaterThan(0);
    for (const { href, figure } of figures) {
      await page.goto(href);
      await expect(rows(page)).toHaveCount(figure);
    }
  });
}

test('each figure of the plan leads to what it counts', async ({ page }) => {
  await signIn(page, adaeze.email, '/programme/plan');
  const kpis = page.getByRole('region', { name: 'The plan in figures' });
  const figure = async (name: RegExp) => {
    const kpi = kpis.locator('div').filter({ has: page.getByText(name) });
    return { value: Number.parseInt(await kpi.getByRole('link').innerText(), 10), href: await kpi.getByRole('link').getAttribute('href') };
  };
  const lists = page.locator('section').filter({ has: page.locator('#shortlists') }).locator('> ul > li');
  const [toAsk, busiest, gaps] = [await figure(/^Requests? that needs? somebody$/), await figure(/^Busiest$/), await figure(/^Gaps$/)];
  expect((await figure(/^Quality kept$/)).href).toBe('#trade');
  expect([busiest.href, gaps.href]).toEqual(['#shortlists', '#shortlists']);

  const held = await lists.locator('ol a').evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).searchParams.get('advocate')));
  const asks = held.map((one) => held.filter((other) => other === one).length);
  expect(Math.max(0, ...asks)).toBe(busiest.value);
  const empty = (await lists.getByText(/places? stays? empty/).allInnerTexts()).map((line) => (line.startsWith('One') ? 1 : Number.parseInt(line, 10)));
  expect(empty.reduce((sum, places) => sum + places, 0)).toBe(gaps.value);
  await expect(lists).toHaveCount(toAsk.value);

  await page.goto(toAsk.href!);
  await expect(page.getByRole('link', { name: /^To be asked for/, exact: false })).toHaveAttribute('aria-current', 'page');
  await expect(rows(page)).toHaveCount(toAsk.value);
});
