// Files of another system: customers, then the people who work there. Columns and values are matched by hand where the
// names say nothing, wrong rows are named and can be taken home, and everything can be taken back.
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { Import } from '../support/import';
import { adaeze } from '../support/people';
import { signIn } from '../support/sign-in';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });

    test('customers and their people are matched, checked, imported, found and taken back', async ({ page }) => {
      test.setTimeout(120_000);
      const word = javaScriptEnabled ? 'Rowan' : 'Hazel';
      const host = `${word.toLowerCase()}.example`;
      const upload = new Import(page);
      await signIn(page, adaeze.email);

      // Two columns have names that say nothing to anybody.
      await upload.choose('organisations', 'customers.csv', [
        'Name,Trade,Heads,Country',
        `${word} Keep,Dragon taming,a small army,GB`,
        `"${word}, Söhne & Co",Retail banking,"1,200",DE`,
        `,Retail banking,12,DE`,
      ]);
      await upload.field('Trade').selectOption({ label: 'Industry' });
      await upload.field('Heads').selectOption({ label: 'Employees' });
      await page.getByLabel('These organisations are').selectOption({ label: 'Customers' });
      await upload.check(3);
      await page.getByLabel('Industry meant by Dragon taming').selectOption('finance/banking/retail-banking');
      await page.getByLabel('Employees meant by a small army').selectOption({ label: '5,001 to 10,000 people' });
      await page.getByRole('button', { name: 'Check again' }).click();
      await expect(upload.result).toContainText(/2\s*new organisations/);
      await expect(upload.rows).toContainText('Name is blank; an organisation needs a name.');
      await upload.begin('Import 2 organisations');
      await expect(page.getByText('2 organisations created.')).toBeVisible();
      const customers = page.url();
      await page.goto(`/organisations?q=${word}`);
      await page.getByRole('link', { name: `${word} Keep` }).first().click();
      await expect(page.getByRole('main')).toContainText('Retail banking');
      await expect(page.getByRole('main')).toContainText('7,500');

      await upload.choose('advocates', 'people.csv', [
        'Name,E-mail,Organisation,Clock',
        `Odile ${word},odile@${host},${word} Keep,Middle Earth`,
        `"Renée ""Zo"" ${word}",renee@${host},"${word}, Söhne & Co",Europe/Berlin`,
        `=2+3,formula@${host},Nobody & Sons,`,
        `Odile Again,ODILE@${host},${word} Keep,`,
      ]);
      await upload.field('Clock').selectOption({ label: 'Time zone' });
      await upload.check(4);
      await page.getByLabel('Time zone meant by Middle Earth').selectOption('Europe/London');
      await page.getByRole('button', { name: 'Check again' }).click();
      await expect(upload.result).toContainText(/2\s*cannot be imported/);
      await expect(upload.rows).toContainText('No customer is called “Nobody & Sons”.');
      await expect(upload.rows).toContainText(`The address “ODILE@${host}” stands in row 2 already.`);

      // What was wrong can be mended at home, and no spreadsheet computes any of it.
      const home = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download problems' }).click();
      const problems = await readFile(await (await home).path(), 'utf8');
      expect(problems.split('\n')[0].trim()).toBe('Row,Result,Reason,Name,E-mail,Organisation,Clock');
      expect(problems).toContain(`'=2+3,formula@${host},Nobody & Sons,`);

      // Checking wrote nothing.
      const check = page.url();
      await page.goto(`/advocates?q=${word}`);
      await expect(page.getByRole('link', { name: `Odile ${word}` })).toHaveCount(0);
      await page.goto(check);
      await upload.begin('Import 2 advocates');
      await expect(page.getByText('2 advocates created.')).toBeVisible();
      const people = page.url();
      await page.getByRole('link', { name: 'See advocates' }).click();
      await page.getByRole('searchbox', { name: 'Search advocates' }).fill(word);
      await page.getByRole('searchbox', { name: 'Search advocates' }).press('Enter');
      await expect(page.getByRole('link', { name: `Renée "Zo" ${word}` }).first()).toBeVisible();
      await expect(page.getByRole('link', { name: `Odile ${word}` }).first()).toBeVisible();

      // Customers with people who came since stay; then both are taken back.
      await page.goto(customers);
      await page.getByRole('button', { name: 'Undo the import' }).click();
      await expect(page.getByText(/This import cannot be undone, because its records are in use: 2 advocates/)).toBeVisible();
      for (const address of [people, customers]) {
        await page.goto(address);
        await page.getByRole('button', { name: 'Undo the import' }).click();
        await expect(page.getByRole('heading', { name: 'This import was undone' })).toBeVisible();
      }
      await page.goto(`/advocates?q=${word}`);
      await expect(page.getByRole('link', { name: `Odile ${word}` })).toHaveCount(0);
      await page.goto(`/organisations?q=${word}`);
      await expect(page.getByRole('link', { name: `${word} Keep` })).toHaveCount(0);
    });

    test('what a file would change of what is there is told field by field, and an open quote by its line', async ({ page }) => {
      const word = javaScriptEnabled ? 'Teasel' : 'Bracken';
      const upload = new Import(page);
      await signIn(page, adaeze.email);
      await upload.choose('organisations', 'first.csv', ['Name,City', `${word} Look,Leeds`]);
      await upload.check(1);
      await upload.begin('Import 1 organisation');
      await expect(page.getByText('1 organisation created.')).toBeVisible();
      const first = page.url();

      await upload.choose('organisations', 'second.csv', ['Name,City', `${word} Look,Hull`, `${word} New,York`]);
      await upload.check(2);
      await page.getByRole('link', { name: 'Changes, 1' }).click();
      await expect(upload.rows).toContainText('City from “Leeds” to “Hull”');
      await expect(upload.rows).not.toContainText(`${word} New`);
      const home = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download changes' }).click();
      const changes = await readFile(await (await home).path(), 'utf8');
      expect(changes.trim().split(/\r?\n/)).toEqual(['Row,Name,Field,From,To', `2,${word} Look,City,Leeds,Hull`]);

      await page.goto('/import/organisations/upload');
      const buffer = Buffer.from(`Name,City\n${word} Elm,"Leeds\n${word} Fir,York\n`);
      await page.getByLabel('CSV file').setInputFiles({ name: 'open.csv', mimeType: 'text/csv', buffer });
      await page.getByRole('button', { name: 'Upload' }).click();
      await expect(page.getByText('A quote (") opens a cell in line 2 and is never closed').first()).toBeVisible();

      // Looking wrote nothing.
      await page.goto(first);
      await page.getByRole('button', { name: 'Undo the import' }).click();
      await expect(page.getByRole('heading', { name: 'This import was undone' })).toBeVisible();
    });

    test('a long import goes on while nobody looks, and shows how far it is to whoever comes back', async ({ page }) => {
      test.setTimeout(180_000);
      const word = javaScriptEnabled ? 'Sorrel' : 'Yarrow';
      const upload = new Import(page);
      await signIn(page, adaeze.email);
      // Names that are nothing alike: nobody has to look for duplicates among them.
      const rows = Array.from({ length: 2_000 }, (_, row) => `${((row * 48_271 + 7) % 2_147_483_647).toString(36)}${((row * 69_621 + 3) % 2_147_483_647).toString(36)} ${word[0]}`);
      await upload.choose('organisations', `${word}.csv`, ['Name', ...rows]);
      await page.getByRole('button', { name: 'Check 2,000 rows' }).click();
      await expect(page).toHaveURL(/\/check/);
      // Away and back: the check is where it was, or done.
      await page.goto('/import');
      await page.getByRole('link', { name: `${word}.csv` }).first().click();
      await expect(page.getByText(/^Checking, [\d,]+ of 2,000 rows$/).or(upload.result).first()).toBeVisible();
      await page.getByRole('button', { name: 'Import 2,000 organisations' }).click({ timeout: 60_000 });

      await expect(page).toHaveURL(/\/run$/);
      await page.reload();
      await expect(page.getByText(/^Importing, [\d,]+ of 2,000 rows$|^2,000 organisations created\.$/).first()).toBeVisible();
      await expect(page.getByText('2,000 organisations created.')).toBeVisible({ timeout: 60_000 });
      await page.getByRole('button', { name: 'Undo the import' }).click();
      await expect(page.getByRole('heading', { name: 'This import was undone' })).toBeVisible({ timeout: 30_000 });
    });
  });
}
