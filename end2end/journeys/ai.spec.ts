// A language model beside matching: off, on, refusing and gone. The ranking is the same in all of them.
import { expect, test } from '@playwright/test';
import { listen } from '../support/console';
import { examine } from '../support/examine';
import { Matching } from '../support/matching';
import { model } from '../support/model';
import { adaeze, juno } from '../support/people';
import { signIn } from '../support/sign-in';
import { Suggestions } from '../support/suggestions';

test.describe.configure({ mode: 'serial' });

/** The other journeys find the world as it was, whatever became of these. */
test.afterAll(async ({ browser }) => {
  await model('answering');
  const page = await browser.newPage();
  await signIn(page, adaeze.email, '/settings/ai');
  await page.getByLabel('Let a language model suggest').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Let a language model suggest')).not.toBeChecked();
  await page.close();
});

const deal = 'Lindenhall University';
test('off: the page says so and is whole', async ({ page, context }) => {
  const complaints = listen(context);
  await signIn(page, juno.email);
  const matching = new Matching(page);
  await matching.openFromList(deal);

  await expect(page.getByText('AI is off. Order, scores and reasons are computed and complete.')).toBeVisible();
  expect((await matching.names()).length).toBeGreaterThan(2);
  expect(await examine(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('an administrator switches it on, with a budget', async ({ page }) => {
  await model('answering');
  await signIn(page, adaeze.email, '/settings/ai');
  await page.getByLabel('Budget a month').fill('15');
  await page.getByLabel('Let a language model suggest').check();
  await page.getByRole('button', { name: 'Save' }).click();

  await expect(page.getByText('of $15.00 in')).toBeVisible();
  await expect(page.getByLabel('Let a language model suggest')).toBeChecked();
  expect(await examine(page)).toEqual([]);
});

test('on: suggestions come beside the same ranking, and a person takes one', async ({ page, context }) => {
  const complaints = listen(context);
  await signIn(page, juno.email);
  const matching = new Matching(page);
  await matching.openFromList(deal);
  const path = new URL(page.url()).pathname;
  await page.goto(`${path}/notes`);
  await page.getByLabel('New note').fill('They leave Ironbook after nine years.');
  await page.getByRole('button', { name: 'Save note' }).click();
  await expect(page.getByText('They leave Ironbook after nine years.')).toBeVisible();
  await page.goto(path);
  // With the note, whose words count in the search of stories, and before a model was asked.
  const ranked = await matching.names();
  const suggestions = new Suggestions(page);
  await suggestions.ask();

  // It comes by itself.
  await expect(page.getByText('“They leave Ironbook after nine years.”').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/computed 3, suggested 2/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Why', { exact: false }).filter({ hasText: ranked[0] }).first()).toBeVisible();
  expect(await matching.names()).toEqual(ranked);
  expect(await examine(page)).toEqual([]);

  await page.getByRole('button', { name: 'Accept Competitor Ironbook' }).click();
  await expect(page.getByText('The notes name no need that the deal does not have.')).toBeVisible();
  await page.goto(`${path}/edit`);
  await expect(page.getByLabel('Competing with')).toHaveValue(/Ironbook/);
  expect(complaints).toEqual([]);
});

test('on: matching again says when AI has written, and leads there', async ({ page, context }) => {
  const complaints = listen(context);
  await signIn(page, juno.email);
  const matching = new Matching(page);
  await matching.openFromList(deal);
  await matching.alive();
  await page.getByRole('button', { name: 'Match again' }).click();

  await expect(page.locator('#match-done')).toContainText('AI answered.', { timeout: 30_000 });
  await page.getByRole('link', { name: 'Show what AI wrote' }).click();
  await expect(page).toHaveURL(/[?&]ai=open/);
  await expect(page.getByText('Written by a language model and checked against the record.', { exact: false })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('on: anybody ranked is worded on demand in their report, labelled, and the computed sentence stays', async ({ page }) => {
  await signIn(page, juno.email);
  const matching = new Matching(page);
  await matching.openFromList(deal);
  await page.locator('#candidate').getByTitle('What this is made of').first().click();
  const words = page.getByRole('region', { name: 'In words', exact: true });
  await expect(words).toBeVisible();
  await words.getByRole('button', { name: 'Word it with AI', exact: true }).click();

  await expect(words.getByText('Written by a language model from the computed terms, and checked against them')).toBeVisible({ timeout: 30_000 });
  await expect(words.getByText('For the call: Begin with what is nearest.')).toBeVisible();
  expect(await examine(page)).toEqual([]);

  // The computed brief is there with and without a model, each point with its factor.
  const brief = page.getByRole('region', { name: 'Brief for the call', exact: true });
  await expect(brief.getByRole('heading', { name: 'Let them speak about' })).toBeVisible();
  const point = brief.getByRole('listitem').first();
  const factor = await point.getByRole('link').innerText();
  await point.getByRole('link').click();
  await expect(page.locator('tr:target')).toContainText(factor);
});

test('refusing: the page says it, and asks again when told, without a script', async ({ browser }) => {
  await model('refusing');
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await signIn(page, juno.email);
  const matching = new Matching(page);
  await matching.openFromList('Oakmere Insurance');
  const before = await matching.names();
  const suggestions = new Suggestions(page);
  await suggestions.ask();
  await suggestions.expect(suggestions.unavailable);
  await expect(page.getByText('The model declined to answer.').first()).toBeVisible();
  expect(await matching.names()).toEqual(before);

  await model('answering');
  await page.getByRole('button', { name: 'Try now' }).click();
  await suggestions.expect(page.getByText(/computed 3, suggested 2/));
  await expect(suggestions.unavailable).toBeHidden();
  expect(await matching.names()).toEqual(before);
});

test('gone: waited for, then one banner, the next try with its time, and the same ranking; then off again', async ({ page }) => {
  await model('slow');
  await signIn(page, juno.email);
  const matching = new Matching(page);
  await matching.openFromList('Fernhill Clinics');
  const before = await matching.names();
  const suggestions = new Suggestions(page);
  await suggestions.ask();
  await expect(page.getByText('Working', { exact: true }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Look again' }).focus();

  // What is waited for comes by itself and is told; who is in the middle of it stays there.
  await expect(suggestions.unavailable).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('[data-tells=beside]')).toHaveText('AI is unavailable.', { timeout: 30_000 });
  await expect(page.getByRole('link', { name: 'Look again' })).toBeFocused();
  await expect(page).toHaveURL(/ai=open/);
  await expect(page.getByText(/Reasons below come from the scoring rules\. Last try .+, next automatic try in/)).toBeVisible();
  expect(await matching.names()).toEqual(before);
  expect(await examine(page)).toEqual([]);

  const admin = await (await page.context().browser()!.newContext()).newPage();
  await signIn(admin, adaeze.email, '/settings/ai');
  await expect(admin.getByRole('table', { name: 'Last failures' }).or(admin.getByText('Last failures')).first()).toBeVisible();
  await admin.getByLabel('Let a language model suggest').uncheck();
  await admin.getByRole('button', { name: 'Save' }).click();
  await page.reload();
  await expect(page.getByText('AI is off.')).toBeVisible();
});
