import { expect, type Locator, type Page } from '@playwright/test';

/** What a language model adds above the ranking of a deal. */
export class Suggestions {
  readonly head: Locator;
  readonly unavailable: Locator;

  constructor(private readonly page: Page) {
    this.head = page.getByRole('heading', { name: 'AI suggestions' });
    this.unavailable = page.locator('#beside').getByText('AI is unavailable.');
  }

  /** Asks; the page comes back at once, whatever the model does. */
  async ask() {
    await this.head.click();
    await this.page.getByRole('button', { name: /^Ask (AI|again)$/ }).click();
    await expect(this.page).toHaveURL(/ai=open/);
  }

  /** Looks again until a job has heard from the model. */
  async expect(found: Locator) {
    await expect(async () => {
      await this.page.reload();
      await expect(found.first()).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 30_000, intervals: [300, 600, 1_000] });
  }
}
