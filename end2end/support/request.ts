import { expect, type Page } from '@playwright/test';

/** `/requests/new`, then `/requests/:id`. */
export class Request {
  constructor(private readonly page: Page) {}

  /** Sends what the form proposes. */
  async send() {
    await this.page.getByRole('button', { name: 'Send request' }).click();
    await expect(this.page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
    await expect(this.page.locator('#asks')).toBeVisible();
    return new URL(this.page.url()).pathname;
  }
}
