import { expect, type Page } from '@playwright/test';
import { demoPassword } from './people';

/** The sign-in page. */
export class SignIn {
  readonly email;
  readonly password;

  constructor(private readonly page: Page) {
    this.email = page.getByLabel('Work email');
    this.password = page.getByLabel('Password');
  }

  async open(next = '/') {
    await this.page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  }

  async submit(email: string, password: string) {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }
}

/** Signs in and arrives at `next`. */
export async function signIn(page: Page, email: string, next = '/') {
  const form = new SignIn(page);
  await form.open(next);
  await form.submit(email, demoPassword);
  await expect(page).not.toHaveURL(/\/sign-in/);
}
