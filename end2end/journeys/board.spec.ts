// The pipeline: a card goes to another stage by hand or by keys, and the board says so at once.
import { expect, test, type Page } from '@playwright/test';
import { juno } from '../support/people';
import { signIn } from '../support/sign-in';

const column = (page: Page, stage: string) => page.getByRole('region', { name: new RegExp(`^${stage}, \\d`) });
const handle = (page: Page, deal: string) => page.getByRole('button', { name: `Move ${deal} to another stage` });

/** How many deals a column says it has, and what they are worth in pounds. */
async function says(page: Page, stage: string) {
  const text = await column(page, stage).locator('div').first().innerText();
  const [count, worth] = text.split('\n').slice(1).join(' ').split('£');
  return { deals: Number(count.trim()), worth: Number((worth ?? '0').replace(/[^\d]/g, '')) };
}

/** The stage in which a deal stands, and another open one. */
async function stagesOf(page: Page, deal: string): Promise<[string, string]> {
  const name = (region: string | null) => region!.replace(/, [\d,]+\+? opportunit(y|ies)$/, '');
  const columns = page.getByRole('region', { name: /, [\d,]+\+? opportunit(y|ies)$/ });
  const from = name(await columns.filter({ has: handle(page, deal) }).getAttribute('aria-label'));
  const all = await columns.evaluateAll((columns) => columns.map((column) => column.getAttribute('aria-label')));
  return [from, all.map(name).find((stage) => stage !== from)!];
}

/** Waits until cards can be dragged, which the board says; until then a handle is a plain form. */
async function open(page: Page) {
  await signIn(page, juno.email, '/opportunities/board?view=mine');
  await expect(page.getByText(/^Drag a card to another stage/)).toBeVisible();
}

test('a card is moved by keys: both columns count at once, it is said, and the focus stays on the card', async ({ page }) => {
  await open(page);
  const deal = 'Marlowe Street Bank';
  const [from, to] = await stagesOf(page, deal);
  const [left, landed] = [await says(page, from), await says(page, to)];

  await handle(page, deal).focus();
  await page.keyboard.press('Enter');
  const choice = page.getByRole('group', { name: `Move ${deal} to another stage` }).getByRole('button', { name: to, exact: true });
  await choice.focus();
  await page.keyboard.press('Enter');

  await expect(column(page, to).getByRole('link', { name: deal })).toBeVisible();
  await expect(handle(page, deal)).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: `${deal} moved to ${to}` })).toContainText(`${to}, ${landed.deals + 1} `);
  const [leftNow, landedNow] = [await says(page, from), await says(page, to)];
  expect(leftNow.deals).toBe(left.deals - 1);
  expect(landedNow.deals).toBe(landed.deals + 1);
  expect(left.worth - leftNow.worth).toBe(landedNow.worth - landed.worth);
  // The server counts the same.
  await page.reload();
  expect([await says(page, from), await says(page, to)]).toEqual([leftNow, landedNow]);

  // Back by hand.
  await column(page, to).getByRole('listitem').filter({ has: handle(page, deal) }).dragTo(column(page, from));
  await expect(column(page, from).getByRole('link', { name: deal })).toBeVisible();
  await expect(handle(page, deal)).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: `${deal} moved to ${from}` })).toBeVisible();
  expect([await says(page, from), await says(page, to)]).toEqual([left, landed]);
});
