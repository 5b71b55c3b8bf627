// The match report as a file: the same weights as the page, saved under a name, and nothing for whoever may not see it.
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { Matching } from '../support/matching';
import { corwin, juno } from '../support/people';
import { signIn } from '../support/sign-in';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });

    test('the report is saved as a PDF under the name of both', async ({ page }) => {
      await signIn(page, juno.email);
      const matching = new Matching(page);
      await matching.open('Marlowe Street Bank');
      await page.goto(`${page.url().split('?')[0]}?preset=fastest-to-book`);
      await page.locator('#candidate').getByTitle('What this is made of').first().click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText(' for Marlowe Street Bank');
      const title = (await page.getByRole('heading', { level: 1 }).textContent())!.trim();
      const link = page.getByRole('link', { name: 'Download PDF', exact: true });
      await expect(link).toHaveAttribute('href', /preset=fastest-to-book/);

      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);

      expect(download.suggestedFilename()).toMatch(new RegExp(`^Match report ${title} \\d{4}-\\d{2}-\\d{2}\\.pdf$`));
      const bytes = await readFile(await download.path());
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    });
  });
}

test('somebody of another company gets no file', async ({ page }) => {
  await signIn(page, juno.email);
  await new Matching(page).open('Marlowe Street Bank');
  await page.locator('#candidate').getByTitle('What this is made of').first().click();
  const file = await page.getByRole('link', { name: 'Download PDF', exact: true }).getAttribute('href');
  const mine = await page.request.get(file!);
  expect([mine.status(), mine.headers()['content-type'], mine.headers()['cache-control']]).toEqual([200, 'application/pdf', 'private, no-store']);
  await page.context().clearCookies();

  await signIn(page, corwin.email);
  const theirs = await page.request.get(file!);

  expect(theirs.status()).toBe(404);
});
