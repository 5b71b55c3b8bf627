import { expect, type Locator, type Page } from '@playwright/test';

/** `/import/:kind/…`: the steps from a file to records. */
export class Import {
  /** How many rows come to what. */
  readonly result: Locator;
  readonly rows: Locator;

  constructor(private readonly page: Page) {
    this.result = page.getByRole('region', { name: 'Result of the check' });
    this.rows = page.getByRole('region', { name: 'Rows checked' });
  }

  /** Uploads a file of these lines and arrives where its columns are matched. */
  async choose(kind: string, name: string, lines: string[]) {
    await this.page.goto(`/import/${kind}/upload`);
    const buffer = Buffer.from(`${lines.join('\n')}\n`);
    await this.page.getByLabel('CSV file').setInputFiles({ name, mimeType: 'text/csv', buffer });
    await this.page.getByRole('button', { name: 'Upload' }).click();
    await expect(this.page).toHaveURL(/\/columns$/);
  }

  /** What a column is taken for. */
  field(column: string): Locator {
    return this.page.getByLabel(`Field for ${column}`);
  }

  /** Goes on to the check and waits for its result. */
  async check(rows: number) {
    await this.page.getByRole('button', { name: rows === 1 ? 'Check 1 row' : `Check ${rows} rows` }).click();
    await expect(this.result).toBeVisible({ timeout: 30_000 });
  }

  /** Imports and waits for the end. */
  async begin(button: string) {
    await this.page.getByRole('button', { name: button }).click({ timeout: 30_000 });
    await expect(this.page.getByRole('button', { name: 'Undo the import' })).toBeVisible({ timeout: 30_000 });
  }
}
