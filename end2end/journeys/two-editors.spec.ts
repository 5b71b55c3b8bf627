// One form in two hands, and a form whose session ends before it is sent.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { adaeze, demoPassword, tamsin } from '../support/people';
import { signIn } from '../support/sign-in';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    const open = async (browser: Browser, email: string): Promise<Page> => {
      const page = await (await browser.newContext({ javaScriptEnabled })).newPage();
      await signIn(page, email, '/organisations?q=Skylark');
      await page.getByRole('main').getByRole('link', { name: 'Skylark Mutual' }).filter({ visible: true }).first().click();
      await page.waitForURL(/\/organisations\/[0-9a-f-]{36}$/);
      await page.goto(`${page.url()}/edit`);
      return page;
    };
    const save = (page: Page) => page.getByRole('button', { name: 'Save organisation' }).click();
    const place = javaScriptEnabled ? 'Utrecht' : 'Delft';

    test('a mistake in between hides nobody’s change, and what each changed alone stays', async ({ browser }) => {
      const [mine, theirs] = [await open(browser, adaeze.email), await open(browser, tamsin.email)];
      await mine.getByLabel(/^City/).fill('Leiden');
      await mine.getByLabel(/^Employees/).fill('-7');
      await save(mine);
      await expect(mine.locator('#employees-error')).toBeVisible();
      await expect(mine.getByLabel(/^Employees/)).toHaveValue('-7');

      await theirs.getByLabel(/^City/).fill(place);
      await theirs.getByLabel(/^Region/).fill(`${place} region`);
      await save(theirs);
      await expect(theirs).toHaveURL(/\/organisations\/[0-9a-f-]{36}$/);

      await mine.getByLabel(/^Employees/).fill(javaScriptEnabled ? '3100' : '3200');
      await save(mine);
      await expect(mine.getByText(`changed the city to “${place}”`)).toBeVisible();
      await expect(mine.getByLabel(/^City/)).toHaveValue('Leiden');
      // What only they changed is theirs by now, and what only I changed is mine.
      await expect(mine.getByLabel(/^Region/)).toHaveValue(`${place} region`);
      await expect(mine.getByLabel(/^Employees/)).toHaveValue(javaScriptEnabled ? '3100' : '3200');

      await save(mine);
      await expect(mine).toHaveURL(/\/organisations\/[0-9a-f-]{36}$/);
      await expect(mine.getByText('Leiden').first()).toBeVisible();
      await expect(mine.getByText(`${place} region`).first()).toBeVisible();
    });

    test('what was typed when the session ended waits for the sign-in', async ({ browser }) => {
      const page = await open(browser, adaeze.email);
      await page.getByLabel(/^City/).fill('Groningen');
      await page.context().clearCookies();
      await save(page);

      await expect(page.getByText('your last change is not saved yet')).toBeVisible();
      await page.getByLabel('Work email').fill(adaeze.email);
      await page.getByLabel('Password').fill(demoPassword);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page).toHaveURL(/\/edit$/);
      await expect(page.getByText('Your session had ended, so this was not saved')).toBeVisible();
      await expect(page.getByLabel(/^City/)).toHaveValue('Groningen');
      await save(page);
      await expect(page).toHaveURL(/\/organisations\/[0-9a-f-]{36}$/);
      await expect(page.getByText('Groningen').first()).toBeVisible();
    });
  });
}
