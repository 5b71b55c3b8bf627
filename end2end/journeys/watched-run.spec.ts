// "Match again" while somebody watches: short, long, stopped and resumed; and the hand on a slider.
import { expect, test, type Page } from '@playwright/test';
import { listen } from '../support/console';
import { examine } from '../support/examine';
import { Matching } from '../support/matching';
import { juno } from '../support/people';
import { signIn } from '../support/sign-in';

const deal = 'Marlowe Street Bank';
const done = /Matched in .+: \d+ advocates read, \d+ held back by \d+ rules?, \d+ scored, .+\. AI is off\./;
const stream = /\/matching\/[0-9a-f-]{36}(\?|$)/;

async function open(page: Page) {
  await signIn(page, juno.email);
  const matching = new Matching(page);
  await matching.openFromList(deal);
  await matching.alive();
  return matching;
}

test('a short run is told in one line, and the page stays where it is', async ({ page, context }) => {
  const complaints = listen(context);
  const matching = await open(page);
  const before = await matching.names();
  await page.evaluate(() => document.documentElement.setAttribute('data-stays', ''));

  const again = page.getByRole('button', { name: 'Match again' });
  await again.click();

  await expect(page.locator('#match-done')).toHaveText(done);
  await expect(page.getByText(/last kept today, \d\d:\d\d by Juno Pemberwick/)).toBeVisible();
  expect(await matching.names()).toEqual(before);
  await expect(again).toBeFocused();
  await expect(page.locator('html[data-stays]')).toHaveCount(1);
  expect(await examine(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a long run shows its stages, stops, says what is kept, and goes on', async ({ page, context }) => {
  test.slow();
  const complaints = listen(context);
  const matching = await open(page);
  const before = await matching.names();
  // A network on which nothing comes after the first line: the run lasts until somebody stops it.
  await page.route(stream, (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: 'retry: 600000\n\nid: 0\ndata: began\tloading\n\n' }),
  );
  await page.getByRole('button', { name: 'Match again' }).click();

  const progress = page.getByRole('group', { name: 'Matching progress' });
  await expect(progress.getByText('Step 1 of 5: reading the customers')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Step 1 of 5: reading the customers' })).toHaveCount(1);
  expect(await examine(page)).toEqual([]);
  expect(await matching.names()).toEqual(before);

  await progress.getByRole('button', { name: 'Stop' }).click();
  await expect(page.locator('#match-done')).toContainText('Stopped. Nothing was read yet. The order below is as it was.');
  await expect(progress).toBeHidden();

  await expect(page.getByRole('button', { name: 'Resume' })).toBeFocused();

  await page.unroute(stream);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('button', { name: 'Match again' })).toBeFocused();
  await expect(page.locator('#match-done')).toHaveText(done);
  expect(await matching.names()).toEqual(before);
  expect(complaints).toEqual([]);
});

test('a connection that is lost is said, and the run goes on when told', async ({ page }) => {
  await open(page);
  await page.route(stream, (route) => route.fulfill({ status: 503, body: '' }));
  await page.getByRole('button', { name: 'Match again' }).click();
  await expect(page.locator('#match-done')).toContainText('The connection was lost.');

  await page.unroute(stream);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.locator('#match-done')).toHaveText(done);
});

test('rows slide when weights jump, and not under the hand that drags a slider', async ({ page }) => {
  // The clock stands still unless it is told: however slow the machine is, the steps of a drag follow each other closely.
  await page.clock.install();
  await page.setViewportSize({ width: 1440, height: 900 });
  const matching = await open(page);
  await page.evaluate(() => {
    const slides = window as unknown as { slides: number };
    slides.slides = 0;
    const animate = Element.prototype.animate;
    Element.prototype.animate = function (...args) {
      if (!this.matches('#rank > li')) return animate.apply(this, args);
      slides.slides += 1;
      // Nothing ends by itself while the test looks.
      return animate.call(this, args[0], { ...(args[1] as KeyframeAnimationOptions), duration: 1_000_000 });
    };
  });
  const slid = () => page.evaluate(() => (window as unknown as { slides: number }).slides);
  const sliding = () =>
    page.locator('#rank > li').evaluateAll((rows) => rows.flatMap((row) => row.getAnimations()).length);
  await page.clock.pauseAt(Date.now() + 60_000);
  const slider = matching.slider('Region');
  await slider.scrollIntoViewIfNeeded();
  const box = (await slider.boundingBox())!;
  const at = (share: number) => page.mouse.move(box.x + box.width * share, box.y + box.height / 2);

  await at(0.1);
  await page.mouse.down();
  await at(0.3);
  await page.clock.runFor(20);
  const look = async () => ({ slides: await slid(), sliding: await sliding(), names: await matching.names() });
  const grabbed = await look();
  for (const share of [0.4, 0.5, 0.7, 0.97]) {
    await at(share);
    await page.clock.runFor(20);
  }
  const dragged = await look();
  await page.mouse.up();

  expect(dragged.names, 'the drag changed no order, so nothing was shown').not.toEqual(grabbed.names);
  expect(grabbed.sliding, 'the first step slid no row').toBeGreaterThan(0);
  expect(dragged.slides - grabbed.slides).toBe(0);
  expect(dragged.sliding).toBe(0);

  await page.clock.runFor(1_000);
  await page.getByRole('link', { name: 'Reset' }).click();
  await page.clock.runFor(20);
  expect(await matching.names()).not.toEqual(dragged.names);
  expect(await slid()).toBeGreaterThan(dragged.slides);
});
