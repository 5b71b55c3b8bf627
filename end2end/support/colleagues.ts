import { expect, type Page } from '@playwright/test';

/** Brings colleagues in by a file, as an administrator: upload, the suggested columns, import. */
export async function bringIn(page: Page, csv: string) {
  await page.goto('/import/users/upload');
  await page.getByLabel('CSV file').setInputFiles({ name: 'colleagues.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page).toHaveURL(/\/columns$/);
  await page.getByRole('button', { name: /^Check / }).click();
  const begin = page.getByRole('button', { name: /^Import / });
  await expect(begin).toBeVisible({ timeout: 30_000 });
  await begin.click();
  await expect(page.getByRole('button', { name: 'Undo the import' })).toBeVisible({ timeout: 30_000 });
}
