// The company's weights: tried on past runs, saved for everybody, taken back. A preset no other journey ranks by.
import { expect, test } from '@playwright/test';
import { adaeze } from '../support/people';
import { signIn } from '../support/sign-in';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });

    test('a draft is tried before it is saved, and the save is taken back', async ({ page }) => {
      await signIn(page, adaeze.email, '/settings/matching?preset=proven-outcomes');
      const size = page.getByRole('spinbutton', { name: 'Company size', exact: true });
      const before = await size.inputValue();
      await size.fill(javaScriptEnabled ? '61' : '62');

      await page.getByRole('button', { name: 'Try it, without saving' }).click();
      await expect(page.getByText(/^Tried on the last \d+ deals that were matched/)).toBeVisible();
      await expect(page.getByText('Different first choice')).toBeVisible();
      await expect(size).toHaveValue(javaScriptEnabled ? '61' : '62');

      await page.getByRole('button', { name: 'Save for everyone' }).click();
      await expect(page.getByText('Saved for everybody.')).toBeVisible();
      await expect(size).not.toHaveValue(before);

      await page.getByRole('button', { name: 'Undo the last save' }).click();
      await expect(page.getByText('Saved for everybody.')).toBeHidden();
      await expect(size).toHaveValue(before);
    });

    test('what cannot be read is named, and stays as it was typed', async ({ page }) => {
      await signIn(page, adaeze.email, '/settings/matching');
      const cap = page.getByRole('spinbutton', { name: 'Monthly cap', exact: true });
      await cap.evaluate((field: HTMLInputElement) => field.removeAttribute('max'));
      await cap.fill('99');

      await page.getByRole('button', { name: 'Save the rules' }).click();

      await expect(page.locator('#monthly_cap-error')).toHaveText('A whole number from 0 to 31.');
      await expect(cap).toHaveValue('99');
    });
  });
}
