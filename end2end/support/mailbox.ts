import { expect, type Locator, type Page } from '@playwright/test';

/** `/dev/mailbox`: mail that was captured instead of sent. */
export class Mailbox {
  constructor(private readonly page: Page) {}

  private mails(to: string, subject: RegExp): Locator {
    return this.page.getByRole('navigation', { name: 'Mails' }).getByRole('link').filter({ hasText: to }).filter({ hasText: subject });
  }

  /** Opens the newest mail to this address, waiting until it has come: jobs send it. */
  async open(to: string, subject: RegExp) {
    await expect(async () => {
      await this.page.goto('/dev/mailbox');
      await expect(this.mails(to, subject).first()).toBeVisible({ timeout: 500 });
    }, `a mail to ${to} about ${subject}`).toPass({ timeout: 20_000, intervals: [200, 500] });
    await this.mails(to, subject).first().click();
    await expect(this.page.getByRole('article').getByRole('heading', { name: subject })).toBeVisible();
  }

  /** The address that the open mail asks to follow, as a path of this site. */
  async link(path: RegExp): Promise<string> {
    const links = await this.page.getByRole('article').getByRole('link').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    const found = links.map((href) => new URL(href)).find((url) => path.test(url.pathname));
    expect(found, `a link like ${path} among ${links.join(', ')}`).toBeDefined();
    return found!.pathname + found!.search;
  }

  /** The calendar entry attached to the open mail. */
  async invitation(): Promise<string> {
    const article = this.page.getByRole('article');
    await expect(article.getByText('Invitation attached (REQUEST)')).toBeVisible();
    return (await article.locator('pre').textContent()) ?? '';
  }
}
