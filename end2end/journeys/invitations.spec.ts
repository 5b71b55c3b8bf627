// Colleagues whom a file brought in: invited, written to again, and in by a link that serves once.
import { expect, test } from '@playwright/test';
import { bringIn } from '../support/colleagues';
import { Mailbox } from '../support/mailbox';
import { adaeze } from '../support/people';
import { SignIn, signIn } from '../support/sign-in';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });

    test('two colleagues are invited at once, one takes it up, and the older link is over', async ({ page, browser }) => {
      const word = javaScriptEnabled ? 'birch' : 'alder';
      const [odette, percival] = [`odette.${word}@quillstone.example`, `percival.${word}@quillstone.example`];
      await signIn(page, adaeze.email);
      await bringIn(page, `Name,E-mail,Roles\nOdette ${word},${odette},Sales rep\nPercival ${word},${percival},Analyst\n`);
      await page.goto(`/settings/users?standing=waiting&q=${word}`);
      await page.getByRole('button', { name: 'Invite the 2 shown' }).click();
      await expect(page.getByText('2 invitations are on their way.')).toBeVisible();

      const mailbox = new Mailbox(page);
      await mailbox.open(odette, /^Join Quillstone/);
      const older = await mailbox.link(/^\/join\//);
      await page.goto(`/settings/users?q=${word}`);
      await page.getByRole('button', { name: `Send again Odette ${word}` }).first().click();
      await expect(page.getByText('1 invitation is on its way.')).toBeVisible();
      await expect(async () => {
        await mailbox.open(odette, /^Join Quillstone/);
        expect(await mailbox.link(/^\/join\//)).not.toBe(older);
      }).toPass({ timeout: 20_000 });
      const newer = await mailbox.link(/^\/join\//);

      const guest = await (await browser.newContext({ javaScriptEnabled })).newPage();
      await guest.goto(older);
      await expect(guest.getByRole('heading', { name: 'This invitation is no longer open' })).toBeVisible();
      await guest.goto(newer);
      await expect(guest.getByLabel('Work email')).toHaveValue(odette);
      await guest.getByLabel('Password').fill('short');
      await guest.getByRole('button', { name: 'Join Quillstone' }).click();
      await expect(guest.getByText(/at least 15 characters/).first()).toBeVisible();
      await guest.getByLabel('Password').fill('four rivers meet at dawn');
      await guest.getByRole('button', { name: 'Join Quillstone' }).click();
      await expect(guest.getByRole('heading', { level: 1 })).toContainText('Odette');

      const again = await (await browser.newContext({ javaScriptEnabled })).newPage();
      await again.goto(newer);
      await again.getByRole('link', { name: 'Sign in' }).click();
      const form = new SignIn(again);
      await form.submit(odette, 'four rivers meet at dawn');
      await expect(again.getByRole('heading', { level: 1 })).toContainText('Odette');
      await page.goto(`/settings/users?standing=active&q=${word}`);
      await expect(page.getByText(odette).first()).toBeVisible();
    });

    test('people who were in no file are invited, one in a form and two pasted, one invitation is withdrawn, and one person removed', async ({ page, browser }) => {
      const word = javaScriptEnabled ? 'Maple' : 'Cedar';
      const at = (first: string) => `${first}.${word}@quillstone.example`.toLowerCase();
      await signIn(page, adaeze.email, '/settings/users');
      await page.getByRole('link', { name: 'Invite people' }).click();
      await page.getByLabel('Work email').fill(at('edda'));
      await page.getByLabel('Name', { exact: true }).fill(`Edda ${word}`);
      await page.getByRole('button', { name: 'Send invitation' }).click();
      await expect(page.getByText('Choose at least one role.').first()).toBeVisible();
      await expect(page.getByLabel('Work email')).toHaveValue(at('edda'));
      await page.getByLabel('Analyst').check();
      await page.getByRole('button', { name: 'Send invitation' }).click();
      await expect(page.getByText('1 invitation is on its way.')).toBeVisible();

      await page.goto('/settings/users/invite');
      const lines = `Falk ${word}, ${at('falk')}, Sales rep\nGrit ${word}, ${at('grit')}`;
      await page.getByLabel('People', { exact: true }).fill(`${lines}, Captain`);
      await page.getByRole('button', { name: 'Invite them' }).click();
      await expect(page.getByText('Line 2: “Captain” is not a role of a colleague.')).toBeVisible();
      await page.getByLabel('People', { exact: true }).fill(lines);
      await page.getByLabel('Role of those whose line names none').selectOption({ label: 'Success manager' });
      await page.getByRole('button', { name: 'Invite them' }).click();
      await expect(page.getByText('2 invitations are on their way.')).toBeVisible();

      const mailbox = new Mailbox(page);
      await mailbox.open(at('grit'), /^Join Quillstone/);
      const link = await mailbox.link(/^\/join\//);
      await page.goto(`/settings/users?q=${word}`);
      await page.getByRole('button', { name: `Withdraw the invitation of Grit ${word}` }).first().click();
      await expect(page.getByText('The invitation was withdrawn.')).toBeVisible();
      await page.goto(`/settings/users?q=${word}`);
      await page.getByRole('button', { name: `Remove Falk ${word}` }).first().click();
      await expect(page.getByText('They are off the list.')).toBeVisible();
      await page.goto(`/settings/users?q=${word}`);
      await expect(page.getByText(`Falk ${word}`)).toHaveCount(0);
      const guest = await (await browser.newContext({ javaScriptEnabled })).newPage();
      await guest.goto(link);
      await expect(guest.getByRole('heading', { name: 'This invitation is no longer open' })).toBeVisible();
    });
  });
}
