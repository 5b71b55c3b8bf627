// A company with more candidates than a browser ranks: the server does, and the page stays where it is.
import { expect, test, type Route } from '@playwright/test';
import { listen } from '../support/console';
import { examine } from '../support/examine';
import { Matching } from '../support/matching';
import { bench } from '../support/people';
import { signIn } from '../support/sign-in';

test('the server ranks by weights and presets, and what was asked last counts', async ({ page, context }) => {
  test.slow();
  const complaints = listen(context);
  await signIn(page, bench.email, '/opportunities');
  await page.getByRole('main').locator('a[href^="/opportunities/"][href*="-"]').filter({ visible: true }).first().click();
  const matching = new Matching(page);
  await expect(page.getByText('There are more candidates than the browser can rank.')).toBeVisible();
  await matching.alive();
  await page.evaluate(() => document.documentElement.setAttribute('data-stays', ''));
  const usual = await matching.names();

  // The first answer comes after the second.
  const held: Route[] = [];
  await page.route('**/_fn/matching/workbench', async (route) => {
    held.push(route);
    if (held.length > 1) await route.continue();
  });
  const ranking = page.getByRole('status').filter({ hasText: 'The server is ranking.' });
  await matching.slider('Region').press('End');
  await expect(ranking).toBeVisible();
  await expect.poll(() => held.length).toBe(1);
  await matching.slider('Persona').press('End');
  await expect.poll(() => held.length).toBe(2);
  await expect(ranking).toBeHidden();
  const second = await matching.names();
  expect(second).not.toEqual(usual);

  const late = page.waitForResponse((response) => response.request() === held[0].request());
  await held[0].continue();
  await (await late).finished();
  await page.unroute('**/_fn/matching/workbench');
  await expect(matching.slider('Persona')).toBeFocused();
  await expect(page).toHaveURL(/[?&]w=/);
  await expect(page.locator('html[data-stays]')).toHaveCount(1);
  expect(await matching.names()).toEqual(second);
  expect(await examine(page)).toEqual([]);

  // What the address says is what was shown: the same engine, asked for the whole page.
  await page.reload();
  expect(await matching.names()).toEqual(second);

  await page.getByLabel('Weight preset').selectOption({ label: 'Same industry' });
  await expect.poll(() => matching.names()).not.toEqual(second);
  await expect(page).toHaveURL(/preset=same-industry/);
  const preset = await matching.names();
  await page.reload();
  expect(await matching.names()).toEqual(preset);
  expect(complaints).toEqual([]);
});
