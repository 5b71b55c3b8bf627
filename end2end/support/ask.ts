import { expect, type Page } from '@playwright/test';

/** `/portal/requests/:id`: the advocate's side of a request. */
export class Ask {
  constructor(private readonly page: Page) {}

  /** Follows the link of the mail, which signs in by itself. */
  async enter(path: string) {
    await this.page.goto(path);
    await expect(this.page).toHaveURL(/\/portal\/requests\/[0-9a-f-]{36}$/);
  }

  async expectOpen() {
    await expect(this.page.getByRole('button', { name: 'Accept' })).toBeVisible();
  }

  async accept() {
    await this.page.getByRole('button', { name: 'Accept' }).click();
    await expect(this.page.getByText(/^You said yes/).first()).toBeVisible();
  }
}
