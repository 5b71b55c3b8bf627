import { expect, type Page } from '@playwright/test';

/** Waits until the page hears keys: its script shows the button that says so. */
export async function hearsKeys(page: Page) {
  await expect(page.getByRole('button', { name: /^Search or run a command/ })).toBeVisible();
}
