// What goes wrong in people's hands.
import { expect, test } from '@playwright/test';
import { juno } from '../support/people';
import { SignIn } from '../support/sign-in';

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
  });
}
