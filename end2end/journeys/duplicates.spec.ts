// Two records that are one: found after an import, compared, merged, and made two again.
import { type Page, expect, test } from '@playwright/test';
import { adaeze } from '../support/people';
import { signIn } from '../support/sign-in';

/** Looks at the page again until it shows what work in the background brings. */
async function until(page: Page, shows: () => Promise<void>) {
  await expect(async () => {
    await page.reload();
    await shows();
  }).toPass({ timeout: 60_000, intervals: [500, 1_000, 2_000] });
}

for (const [javaScriptEnabled, name] of [[true, 'Gorsefield Timber'], [false, 'Nettlebank Quarries']] as const) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });

    test('an import brings a company twice; it is made one, and two again', async ({ page }) => {
      test.setTimeout(180_000);
      await signIn(page, adaeze.email, '/import/organisations/upload');
      const csv = `Name;Website\n${name} GmbH;https://${name.split(' ')[0].toLowerCase()}.example\n${name.toUpperCase()};\n`;
      await page.getByLabel('CSV file').setInputFiles({ name: 'twice.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
      await page.getByRole('button', { name: 'Upload' }).click();
      await page.getByRole('button', { name: /^Check / }).click();
      const begin = page.getByRole('button', { name: /^Import / });
      await until(page, () => expect(begin).toBeVisible({ timeout: 1_000 }));
      await begin.click();
      const twice = page.getByRole('link', { name: 'Which are perhaps there twice' });
      await until(page, () => expect(twice).toBeVisible({ timeout: 1_000 }));
      await twice.click();

      const row = page.getByRole('listitem').filter({ hasText: `${name} GmbH` });
      await until(page, () => expect(row).toBeVisible({ timeout: 1_000 }));
      await expect(row).toContainText('same name');
      await row.getByRole('link', { name: /^Compare/ }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText(name.toUpperCase());
      await page.getByRole('button', { name: 'Merge into one' }).click();

      await expect(page).toHaveURL(/\/settings\/duplicates\/merged$/);
      const merged = page.getByRole('listitem').filter({ hasText: name }).first();
      await expect(merged).toContainText('became');
      await merged.getByRole('button', { name: /^Undo/ }).click();
      await expect(page.getByRole('listitem').filter({ hasText: name }).first()).toContainText('Undone');
    });
  });
}

for (const [javaScriptEnabled, first, last] of [[true, 'Wilhelmina', 'Gorsefield'], [false, 'Theodora', 'Nettlebank']] as const) {
  test.describe(javaScriptEnabled ? 'people, with a script' : 'people, without a script', () => {
    test.use({ javaScriptEnabled });

    test('an import brings a person twice; they are made one, and two again', async ({ page }) => {
      test.setTimeout(180_000);
      await signIn(page, adaeze.email, '/import/advocates/upload');
      const csv = `Name,Email,Company\n${first} ${last},${first.toLowerCase()}@skylarkmutual.example,Skylark Mutual\n`
        + `"${last}, ${first}",${first.toLowerCase()}+calls@skylarkmutual.example,Skylark Mutual\n`;
      await page.getByLabel('CSV file').setInputFiles({ name: 'twice.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
      await page.getByRole('button', { name: 'Upload' }).click();
      await page.getByRole('button', { name: /^Check / }).click();
      const begin = page.getByRole('button', { name: /^Import / });
      await until(page, () => expect(begin).toBeVisible({ timeout: 1_000 }));
      await begin.click();
      const twice = page.getByRole('link', { name: 'Which are perhaps there twice' });
      await until(page, () => expect(twice).toBeVisible({ timeout: 1_000 }));
      await twice.click();

      const row = page.getByRole('listitem').filter({ hasText: `${first} ${last}` });
      await until(page, () => expect(row).toBeVisible({ timeout: 1_000 }));
      await expect(row).toContainText('same e-mail address, same name, same organisation');
      await row.getByRole('link', { name: /^Compare/ }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText(`${last}, ${first}`);
      await page.getByRole('button', { name: 'Merge into one' }).click();

      await expect(page).toHaveURL(/\/settings\/duplicates\/merged\?of=advocate$/);
      const merged = page.getByRole('listitem').filter({ hasText: first }).first();
      await expect(merged).toContainText('became');
      await merged.getByRole('button', { name: /^Undo/ }).click();
      await expect(page.getByRole('listitem').filter({ hasText: first }).first()).toContainText('Undone');
    });
  });
}

for (const [javaScriptEnabled, first, last] of [[true, 'Rosamund', 'Gorsefield'], [false, 'Leocadia', 'Nettlebank']] as const) {
  test.describe(javaScriptEnabled ? 'contacts, with a script' : 'contacts, without a script', () => {
    test.use({ javaScriptEnabled });

    test('an import brings a contact twice; they are made one, and two again', async ({ page }) => {
      test.setTimeout(180_000);
      await signIn(page, adaeze.email, '/import/opportunities/upload');
      const row = (deal: string, name: string, email: string) =>
        `${first} ${deal},Skylark Mutual,Discovery,"${name}",${email}\n`;
      const csv = 'Name,Account,Stage,Contact name,Contact e-mail\n'
        + row('ledger', `${first} ${last}`, `${first.toLowerCase()}@skylarkmutual.example`)
        + row('close', `${last}, ${first}`, `${first.toLowerCase()}+calls@skylarkmutual.example`);
      await page.getByLabel('CSV file').setInputFiles({ name: 'twice.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
      await page.getByRole('button', { name: 'Upload' }).click();
      await page.getByRole('button', { name: /^Check / }).click();
      const begin = page.getByRole('button', { name: /^Import / });
      await until(page, () => expect(begin).toBeVisible({ timeout: 1_000 }));
      await begin.click();
      const twice = page.getByRole('link', { name: 'Which are perhaps there twice' });
      await until(page, () => expect(twice).toBeVisible({ timeout: 1_000 }));
      await twice.click();

      const pair = page.getByRole('listitem').filter({ hasText: `${first} ${last}` });
      await until(page, () => expect(pair).toBeVisible({ timeout: 1_000 }));
      await expect(pair).toContainText('same e-mail address, same name, same organisation');
      await pair.getByRole('link', { name: /^Compare/ }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText(`${last}, ${first}`);
      await page.getByRole('button', { name: 'Merge into one' }).click();

      await expect(page).toHaveURL(/\/settings\/duplicates\/merged\?of=contact$/);
      const merged = page.getByRole('listitem').filter({ hasText: first }).first();
      await expect(merged).toContainText('Moved: 1 opportunity');
      await merged.getByRole('button', { name: /^Undo/ }).click();
      await expect(page.getByRole('listitem').filter({ hasText: first }).first()).toContainText('Undone');
    });
  });
}
