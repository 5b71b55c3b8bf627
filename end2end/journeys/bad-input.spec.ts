// What goes wrong in people's hands.
import { expect, test } from '@playwright/test';
import { corwin, demoPassword, juno } from '../support/people';
import { SignIn, signIn } from '../support/sign-in';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });

    test('a wrong password keeps the e-mail, never the password, and says no more than that', async ({ page }) => {
      const form = new SignIn(page);
      await form.open('/requests');
      await form.submit(juno.email, 'month-end in five days');
      await expect(page).toHaveURL(/\/sign-in/);
      await expect(form.email).toHaveValue(juno.email);
      await expect(form.password).toHaveValue('');
      const said = await page.locator('form:has(#password)').innerText();

      await form.open('/requests');
      await form.submit('nobody@quillstone.example', 'month-end in five days');
      await expect(form.email).toHaveValue('nobody@quillstone.example');
      expect(await page.locator('form:has(#password)').innerText()).toBe(said);
    });

    test('a session that is gone leads to the sign-in and back to the page', async ({ page, context }) => {
      await signIn(page, juno.email);
      await context.clearCookies();
      await page.goto('/opportunities?sort=amount');
      await expect(page).toHaveURL(/\/sign-in\?next=/);
      const form = new SignIn(page);
      await form.submit(juno.email, demoPassword);
      await expect(page).toHaveURL(/\/opportunities\?sort=amount$/);
    });

    test('ids that are malformed, unknown or of another company lead nowhere, and say so', async ({ page, browser }) => {
      const other = await (await browser.newContext()).newPage();
      await signIn(other, corwin.email, '/opportunities');
      const foreign = await other.getByRole('main').locator('a[href^="/opportunities/"]').evaluateAll((all) =>
        all.map((a) => a.getAttribute('href')!).find((href) => /[0-9a-f-]{36}$/.test(href)),
      );
      expect(foreign).toBeDefined();

      await signIn(page, juno.email);
      const nobody = '00000000-0000-7000-8000-000000000000';
      for (const path of [
        foreign!,
        `/opportunities/${nobody}`,
        '/opportunities/marlowe',
        `/advocates/${nobody}`,
        `/requests/${nobody}`,
        '/requests/-1',
        `/calls/${nobody}`,
        '/no-such-page',
      ]) {
        const answer = await page.goto(path);
        expect(answer?.status(), path).toBe(404);
        await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
      }
    });

    test('a booking link that was cut off or mistyped says what to do', async ({ page }) => {
      for (const path of ['/b/abc', '/b/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '/b/abc/details', '/b/abc/move']) {
        const answer = await page.goto(path);
        expect(answer?.status(), path).toBe(404);
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link leads nowhere');
      }
    });
  });
}
