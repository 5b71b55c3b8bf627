import { expect, type Locator, type Page } from '@playwright/test';

/** `/opportunities/:id`: the ranking of customers for a deal. */
export class Matching {
  readonly rows: Locator;

  constructor(private readonly page: Page) {
    this.rows = page.locator('#rank > li');
  }

  /** Goes there the way a rep does: from what needs them at home, else from the list of deals. */
  async open(prospect: string) {
    await this.page.goto('/');
    const need = this.page.getByRole('link', { name: `for ${prospect}` });
    if (await need.count()) {
      await need.first().click();
    } else {
      await this.openFromList(prospect);
    }
    await this.expectOpen();
  }

  async openFromList(prospect: string) {
    await this.page.goto('/opportunities');
    await this.page.getByRole('main').getByRole('link', { name: prospect }).filter({ visible: true }).first().click();
    await this.expectOpen();
  }

  private async expectOpen() {
    await expect(this.rows.first()).toBeVisible();
    await expect(this.page).toHaveURL(/\/opportunities\/[0-9a-f-]{36}/);
  }

  names(): Promise<string[]> {
    return this.asSeen('span.font-semibold.truncate');
  }

  scores(): Promise<string[]> {
    return this.asSeen('span.text-xl\\/6');
  }

  /** A part of every row, from the top down: until a slider rests that is not the order of the document. */
  private asSeen(part: string): Promise<string[]> {
    return this.rows.evaluateAll((rows, part) => {
      const place = (row: Element) => Number((row as HTMLElement).style.order);
      return rows.toSorted((a, b) => place(a) - place(b)).map((row) => row.querySelector(part)?.textContent ?? '');
    }, part);
  }

  slider(name: string): Locator {
    return this.page.getByRole('slider', { name, exact: true });
  }

  /** The page answers to hands: everything before is plain HTML. */
  async alive() {
    const first = this.slider('Use case');
    const before = await first.inputValue();
    await expect(async () => {
      await first.press('ArrowRight');
      await expect(this.page.locator('output[for="w-use_case"]')).not.toHaveText(`${before}%`, { timeout: 300 });
    }).toPass({ timeout: 30_000 });
    await this.page.getByRole('link', { name: 'Reset' }).click();
    await expect(this.page.locator('output[for="w-use_case"]')).toHaveText(`${before}%`);
  }

  /** Selects the best match who is not called `name`, by a link that needs no script. */
  async selectOtherThan(name: string): Promise<string> {
    const names = await this.names();
    const at = names.findIndex((candidate) => candidate !== name);
    await this.rows.nth(at).getByRole('link').click();
    await expect(this.page.locator('#candidate').getByRole('heading', { level: 2, name: names[at] })).toBeVisible();
    return names[at];
  }

  async request() {
    await this.page.getByRole('link', { name: 'Request reference' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: /^Ask .+ for a reference$/ })).toBeVisible();
  }
}
