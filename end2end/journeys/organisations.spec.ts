// What hangs on an organisation: what it is to the company and since when, to whom it belongs, who can be met there.
import { expect, test, type Page } from '@playwright/test';
import { adaeze } from '../support/people';
import { signIn } from '../support/sign-in';

const card = (page: Page, name: string | RegExp) => page.getByRole('region', { name });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });
    const [name, other] = javaScriptEnabled ? ['Skylark Mutual', 'Northfold Bank'] : ['Harbourlight', 'Willowbank Health'];

    const open = async (page: Page) => {
      await page.goto(`/organisations?q=${encodeURIComponent(name)}`);
      await page.getByRole('main').getByRole('link', { name, exact: true }).first().click();
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    };

    test('a relation begins and ends, and one organisation comes to belong to another', async ({ page }) => {
      await signIn(page, adaeze.email);
      await open(page);
      await page.getByRole('link', { name: 'Edit the relations' }).click();
      const fresh = card(page, 'Another relation');
      await fresh.getByLabel('They are a').selectOption({ label: 'Partner' });
      await fresh.getByLabel('Since').fill('2025-03-01');
      await fresh.getByRole('button', { name: 'Add relation' }).click();
      const partner = card(page, 'Partner');
      await expect(partner.getByText('Now', { exact: true })).toBeVisible();

      // Another time of the same that meets it is refused, and what was typed stays.
      await fresh.getByLabel('They are a').selectOption({ label: 'Partner' });
      await fresh.getByLabel('Since').fill('2025-06-01');
      await fresh.getByRole('button', { name: 'Add relation' }).click();
      await expect(fresh.getByText(/It meets another time of the same/)).toBeVisible();
      await expect(fresh.getByLabel('Since')).toHaveValue('2025-06-01');

      await partner.getByLabel('Last day').fill('2025-12-31');
      await partner.getByRole('button', { name: 'Save' }).click();
      await expect(partner.getByText('Over', { exact: true })).toBeVisible();
      await page.getByLabel('Organisation above it').fill(other);
      await card(page, 'Belongs to').getByRole('button', { name: 'Save' }).click();
      await page.getByRole('link', { name, exact: true }).first().click();
      await expect(card(page, 'Other organisations').getByRole('link', { name: other })).toBeVisible();
      await expect(card(page, 'What they are to us')).toContainText('Partner');

      // Never around in a circle.
      await card(page, 'Other organisations').getByRole('link', { name: other }).click();
      await page.getByRole('link', { name: 'Edit the relations' }).click();
      await page.getByLabel('Organisation above it').fill(name);
      await card(page, 'Belongs to').getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText(`${name} belongs to ${other} already, so ${other} cannot belong to it.`)).toBeVisible();
      await page.getByRole('button', { name: `Belongs to nobody ${name}` }).click();
      await expect(page.getByRole('button', { name: `Belongs to nobody ${name}` })).toHaveCount(0);

      await open(page);
      await page.getByRole('link', { name: 'Edit the relations' }).click();
      await card(page, 'Partner').getByText('This never was so').click();
      await card(page, 'Partner').getByRole('button', { name: 'Take it out' }).click();
      await expect(card(page, 'Partner')).toHaveCount(0);
    });

    test('a contact is added once, leaves and comes back', async ({ page }) => {
      const person = javaScriptEnabled ? 'Olive Marsh' : 'Peer Holm';
      const email = `${person.split(' ')[0].toLowerCase()}@meet.example`;
      await signIn(page, adaeze.email);
      await open(page);
      await page.getByRole('link', { name: 'Edit the contacts' }).click();
      const fresh = card(page, 'Somebody new');
      const add = async (called: string, address: string) => {
        await fresh.getByLabel('Name').fill(called);
        await fresh.getByLabel('E-mail').fill(address);
        await fresh.getByRole('button', { name: 'Add contact' }).click();
      };
      await add(person, email);
      await expect(card(page, person)).toBeVisible();
      await add('Somebody Else', email.toUpperCase());
      await expect(fresh.getByText(`${person} has this address already.`)).toBeVisible();
      await add(person.split(' ').reverse().join(', '), '');
      await expect(fresh.getByText(`${person} is a contact there already. Is this somebody else?`)).toBeVisible();

      await card(page, person).getByText('Works there no more').click();
      await card(page, person).getByRole('button', { name: 'Note that they left' }).click();
      await expect(card(page, 'Who left')).toContainText(person);
      await page.getByRole('link', { name, exact: true }).first().click();
      await expect(card(page, /^Contacts/)).not.toContainText(person);
      await page.getByRole('link', { name: 'Edit the contacts' }).click();
      await page.getByRole('button', { name: `Bring back ${person}` }).click();
      await expect(card(page, 'Who left')).toHaveCount(0);
      await page.getByRole('link', { name, exact: true }).first().click();
      await expect(card(page, /^Contacts/)).toContainText(person);
      await expect(card(page, /^Activity/)).toContainText('The contacts');
    });
  });
}
