import { expect, type Locator, type Page } from '@playwright/test';

/** `/b/:token` and the pages after it: the prospect's side. */
export class Booking {
  readonly times: Locator;
  readonly name: Locator;
  readonly email: Locator;
  readonly note: Locator;

  constructor(readonly page: Page) {
    this.times = page.locator('a[data-day]');
    this.name = page.getByLabel('Your name');
    this.email = page.getByLabel('Work email');
    this.note = page.getByLabel(/What should .+ know before you talk/);
  }

  async open(path: string) {
    await this.page.goto(path);
    await expect(this.times.first()).toBeVisible();
  }

  /** Chooses a time and goes on to the details; gives the time as the page words it. */
  async choose(time: Locator = this.times.first()): Promise<string> {
    const words = (await time.textContent())!.trim();
    await time.click();
    await this.page.getByRole('button', { name: 'Continue' }).click();
    await expect(this.page).toHaveURL(/\/details/);
    await expect(this.name).toBeVisible();
    return words;
  }

  async book() {
    await this.page.getByRole('button', { name: 'Book this time' }).click();
  }

  async expectBooked() {
    await expect(this.page).toHaveURL(/\/done$/);
    await expect(this.page.getByRole('heading', { level: 1, name: /^You are booked/ })).toBeVisible();
  }
}
