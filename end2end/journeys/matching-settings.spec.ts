// The company's weights: tried on past runs, saved for everybody, taken back. A preset no other journey ranks by.
import { expect, test } from '@playwright/test';
import { Matching } from '../support/matching';
import { adaeze, juno } from '../support/people';
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

    test('weights that do not add up are said to be taken in proportion before they are saved', async ({ page }) => {
      await signIn(page, adaeze.email, '/settings/matching?preset=proven-outcomes');
      const size = page.getByRole('spinbutton', { name: 'Company size', exact: true });
      const slider = page.getByRole('slider', { name: 'Company size', exact: true });
      const before = await size.inputValue();
      if (javaScriptEnabled) {
        await slider.fill('33');
        await expect(size).toHaveValue('33');
        await expect(page.getByText(/^The weights add up to [\d.]+%. Saved, they are taken in proportion/)).toBeVisible();
      } else {
        await expect(slider).toHaveCount(0);
        await size.fill('34');
      }

      await page.getByRole('button', { name: 'Save for everyone' }).click();
      await expect(page.getByText(/Mend them, or save again to have it so\.$/)).toBeVisible();
      await expect(size).toHaveValue(javaScriptEnabled ? '33' : '34');

      await page.getByRole('button', { name: 'Save for everyone' }).click();
      await expect(page.getByText('Saved for everybody.')).toBeVisible();
      await page.getByRole('button', { name: 'Undo the last save' }).click();
      await expect(size).toHaveValue(before);
    });

    test('a preset is added, renamed, retired and brought back', async ({ page }) => {
      const name = `Regulated firms ${Date.now() % 1_000_000}`;
      await signIn(page, adaeze.email, '/settings/matching?preset=proven-outcomes');
      const fold = page.getByText('Add, rename or retire a preset', { exact: true });
      await fold.click();
      await page.getByLabel('New preset', { exact: true }).fill('Balanced');
      await page.getByRole('button', { name: 'Add preset', exact: true }).click();
      await expect(page.locator('#name-error')).toHaveText('There is a preset of this name already.');
      await page.getByLabel('New preset', { exact: true }).fill(name);
      await page.getByRole('button', { name: 'Add preset', exact: true }).click();
      await expect(page.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', /.+/);

      await fold.click();
      await page.getByLabel(`Name of ${name}`, { exact: true }).fill(`${name}, north`);
      await page.getByRole('button', { name: 'Rename', exact: true }).click();
      await expect(page.getByRole('link', { name: `${name}, north`, exact: true })).toBeVisible();

      await fold.click();
      await page.getByRole('button', { name: `Retire ${name}, north`, exact: true }).click();
      await expect(page.getByRole('link', { name: `${name}, north`, exact: true })).toHaveCount(0);

      await fold.click();
      await page.getByRole('button', { name: `Bring ${name}, north back`, exact: true }).click();
      await expect(page.getByRole('link', { name: `${name}, north`, exact: true })).toBeVisible();
      await fold.click();
      await page.getByRole('button', { name: `Retire ${name}, north`, exact: true }).click();
      await expect(page.getByRole('link', { name: `${name}, north`, exact: true })).toHaveCount(0);
    });

    test('another preset says on the page of a deal who moved, and why', async ({ page }) => {
      await signIn(page, juno.email, '/opportunities');
      await new Matching(page).openFromList('Marlowe Street Bank');
      await page.goto(`${page.url().split('?')[0]}?preset=fastest-to-book`);

      await expect(page.getByRole('heading', { name: 'Who moved, against Balanced' })).toBeVisible();
      await expect(page.getByText(/ (up|down) \d+ places?: [a-z]/).first()).toBeVisible();
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
