// Every route of the site: nothing that axe finds, nothing in the console, nothing wider than the screen.
import { expect, test, type Page } from '@playwright/test';
import { Ask } from '../support/ask';
import { Booking } from '../support/booking';
import { bringIn } from '../support/colleagues';
import { listen } from '../support/console';
import { examine } from '../support/examine';
import { Mailbox } from '../support/mailbox';
import { Matching } from '../support/matching';
import { adaeze, ingrid, juno } from '../support/people';
import { Request } from '../support/request';
import { routeOf, routes } from '../support/routes';
import { signIn } from '../support/sign-in';

const seen = new Set<string>();

/** Looks at the open page and remembers its route. */
async function look(page: Page): Promise<string[]> {
  const route = routeOf(new URL(page.url()).pathname);
  if (route) seen.add(route);
  return examine(page);
}

/** Opens each address and looks at it. */
async function visit(page: Page, addresses: string[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const address of addresses) {
    await page.goto(address);
    wrong.push(...(await look(page)));
  }
  return wrong;
}

/** Where the first link of the main part that fits leads. */
async function linked(page: Page, from: string, path: RegExp): Promise<string> {
  await page.goto(from);
  const hrefs = await page.getByRole('main').getByRole('link').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  const found = hrefs.find((href) => path.test(href));
  expect(found, `a link like ${path} on ${from}`).toBeDefined();
  return found!;
}

test('what a rep opens', async ({ page, context }) => {
  test.setTimeout(600_000);
  const complaints = listen(context);
  await page.goto('/sign-in');
  const wrong = await look(page);
  await signIn(page, juno.email);
  const deal = await linked(page, '/opportunities', /^\/opportunities\/[0-9a-f-]{36}$/);
  await page.goto(deal);
  const comparison = (await page.getByRole('link', { name: 'Compare', exact: true }).getAttribute('href'))!;
  const report = (await page.locator('#candidate').getByTitle('What this is made of').first().getAttribute('href'))!;
  const advocate = await linked(page, '/advocates', /^\/advocates\/[0-9a-f-]{36}$/);
  const request = await linked(page, '/requests', /^\/requests\/[0-9a-f-]{36}$/);
  const piece = await linked(page, '/evidence?state=approved', /^\/evidence\/[0-9a-f-]{36}$/);
  const organisation = await linked(page, '/organisations', /^\/organisations\/[0-9a-f-]{36}$/);
  const call = await linked(page, '/calls', /^\/calls\/[0-9a-f-]{36}$/);
  const tabs = (base: string, names: string[]) => names.map((name) => `${base}/${name}`);
  wrong.push(
    ...(await visit(page, [
      '/',
      '/opportunities',
      '/opportunities?view=all&needs=yes&shoe_size=44',
      '/opportunities/board',
      '/opportunities/new',
      deal,
      `${deal}?preset=fastest-to-book&held=cool_down`,
      comparison,
      report,
      ...tabs(deal, ['edit', 'contacts', 'requests', 'calls', 'activity', 'notes']),
      '/advocates',
      '/advocates?status=can_be_asked&support=healthy&shoe_size=44',
      advocate,
      ...tabs(advocate, ['references', 'timeline', 'availability', 'consent']),
      '/requests',
      '/requests?tab=to_ask',
      request,
      '/calls',
      '/calls?tab=record',
      call,
      '/organisations',
      '/organisations?relation=customer&sort=advocates&dir=down',
      organisation,
      '/evidence',
      '/evidence?kind=quote&sort=customer&shoe_size=44',
      '/search?q=marlowe',
      '/search?q=marlowe&kind=contacts',
      '/search',
      piece,
      '/nominations',
      '/nominations?state=open&sort=name&shoe_size=44',
      '/nominations/new',
      '/not-found',
    ])),
  );
  expect(wrong).toEqual([]);
  // The page that says that nothing is here has the status 404, which Chromium tells the console.
  expect(complaints.filter((line) => !/not-found.*status of 404/.test(line))).toEqual([]);
});

test('what an administrator opens, and the steps of an import', async ({ page, context }) => {
  test.setTimeout(600_000);
  const complaints = listen(context);
  await signIn(page, adaeze.email);
  const wrong = await visit(page, [
    '/',
    '/programme/plan',
    '/programme/plan?recruits=3&segment=finance',
    '/advocates/new',
    '/settings/matching',
    '/settings/matching?preset=same-industry&form[preset]=same-industry&form[use_case]=100&form[industry]=0&form[size]=0&form[persona]=0&form[product]=0&form[outcomes]=0&form[competition]=0&form[soonest_slot]=0&form[region]=0&form[tech_stack]=0&form[stage]=0&form[chance]=25&form[load]=100&form[scarcity]=100&form[deal]=100',
    '/settings/matching/evaluation',
    '/settings/matching/evaluation?period=all&rows=asks',
    '/settings/ai',
    '/settings/duplicates',
    '/settings/duplicates/merged',
    '/settings/users',
    '/settings/users?standing=active&q=a',
    '/settings/duplicates?of=advocate',
    '/settings/duplicates/merged?of=advocate',
    '/settings/duplicates?of=contact',
    '/settings/duplicates/merged?of=contact',
    '/settings/meeting-rooms',
    '/settings/jobs',
    '/settings/users/invite',
    '/import',
    '/import/organisations/upload',
    '/import/advocates/upload',
    '/import/users/upload',
  ]);
  const advocate = await linked(page, '/advocates', /^\/advocates\/[0-9a-f-]{36}$/);
  const twin = await linked(page, '/advocates?sort=name&dir=down', /^\/advocates\/[0-9a-f-]{36}$/);
  const people = [advocate, twin].map((path) => path.split('/').pop()).join('/');
  wrong.push(...(await visit(page, [`${advocate}/edit`, `/settings/duplicates/people/${people}`])));
  const organisation = await linked(page, '/organisations', /^\/organisations\/[0-9a-f-]{36}$/);
  const other = await linked(page, '/organisations?sort=name&dir=down', /^\/organisations\/[0-9a-f-]{36}$/);
  const pair = [organisation, other].map((path) => path.split('/').pop()).join('/');
  wrong.push(...(await visit(page, [`${organisation}/edit`, `${organisation}/relations`, `${organisation}/contacts`, `/settings/duplicates/${pair}`])));
  await page.setViewportSize({ width: 1440, height: 900 });
  for (const name of ['Rosalind Hartwell', 'Benno Quickstep']) {
    await page.goto(`${organisation}/contacts`);
    await page.locator('#name-new').fill(name);
    await page.getByRole('button', { name: 'Add contact', exact: true }).click();
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
  }
  const cards = await page.locator('[id^="contact-"]').evaluateAll((all) => all.map((card) => card.id.slice('contact-'.length)));
  const contacts = cards.filter((id) => /^[0-9a-f-]{36}$/.test(id)).slice(0, 2).join('/');
  wrong.push(...(await visit(page, [`/settings/duplicates/contacts/${contacts}`])));
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/advocates?sort=name');
  await page.getByRole('region', { name: 'Advocates' }).getByRole('checkbox', { name: /^Select (?!all)/ }).first().check();
  wrong.push(...(await look(page)));
  await page.getByRole('group', { name: 'Change the selected rows' }).getByRole('button', { name: 'Tags' }).click();
  await page.getByRole('textbox', { name: 'Tags' }).fill('Looked at');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page).toHaveURL(/\/bulk-edits\//);
  wrong.push(...(await look(page)));
  await page.getByRole('link', { name: 'Earlier bulk edits' }).click();
  await expect(page.getByRole('link', { name: 'Tags added: “Looked at”' })).toBeVisible();
  wrong.push(...(await look(page)));
  await page.getByRole('button', { name: /^Undo.*Looked at/ }).click();
  await expect(page.getByText(/put back as before/)).toBeVisible();
  wrong.push(...(await look(page)));
  await page.goto('/import/organisations/upload');
  const csv = 'Name;Industry;Employees\nLoam & Larch;Banking;1200\nLoam & Larch;Banking;many\n';
  await page.getByLabel('CSV file').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page).toHaveURL(/\/columns$/);
  wrong.push(...(await look(page)));
  await page.getByRole('button', { name: /^Check / }).click();
  await expect(page).toHaveURL(/\/check/);
  // A page that waits for work looks again by itself. Only one that has come to rest is examined: looking again would
  // pull the page from under the examination.
  const begin = page.getByRole('button', { name: /^Import / });
  await expect(begin).toBeVisible({ timeout: 30_000 });
  wrong.push(...(await look(page)));
  await begin.click();
  await expect(page).toHaveURL(/\/run$/);
  await expect(page.getByRole('button', { name: 'Undo the import' })).toBeVisible({ timeout: 30_000 });
  wrong.push(...(await look(page)));
  const email = 'wilhelmina@quillstone.example';
  await bringIn(page, `Name,E-mail,Roles\nWilhelmina Ashgrove,${email},Sales rep\n`);
  await page.goto('/settings/users?standing=waiting');
  wrong.push(...(await look(page)));
  await page.getByRole('button', { name: 'Invite Wilhelmina Ashgrove' }).click();
  await expect(page.getByText('1 invitation is on its way.')).toBeVisible();
  wrong.push(...(await look(page)));
  const mailbox = new Mailbox(page);
  await mailbox.open(email, /^Join Quillstone/);
  wrong.push(...(await visit(page, [await mailbox.link(/^\/join\//)])));
  expect(wrong).toEqual([]);
  expect(complaints).toEqual([]);
});

test('what an administrator does with evidence, and what somebody outside sees of it', async ({ page, context }) => {
  test.setTimeout(300_000);
  const complaints = listen(context);
  await signIn(page, adaeze.email);
  const piece = await linked(page, '/evidence?state=approved', /^\/evidence\/[0-9a-f-]{36}$/);
  const wrong = await visit(page, ['/evidence/new', piece, `${piece}/edit`, '/nominations']);
  await page.goto(piece);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const address = await page.getByLabel(/^Address of the link of /).first().inputValue();
  wrong.push(...(await visit(page, [new URL(address).pathname])));
  await expect(page.getByText('Powered by PeerChamps')).toBeVisible();
  expect(wrong).toEqual([]);
  expect(complaints).toEqual([]);
});

test('what an advocate opens', async ({ page, context }) => {
  test.setTimeout(300_000);
  const complaints = listen(context);
  await signIn(page, ingrid.email);
  // The call that is planned.
  const request = await linked(page, '/portal/requests', /^\/portal\/requests\/[0-9a-f-]{36}$/);
  const call = await linked(page, '/portal', /^\/portal\/calls\/[0-9a-f-]{36}$/);
  const wrong = await visit(page, [
    '/portal',
    '/portal/requests',
    request,
    '/portal/availability',
    '/portal/onboarding',
    '/portal/consent',
    call,
    `${call}/move`,
  ]);
  expect(wrong).toEqual([]);
  expect(complaints).toEqual([]);
});

test('what a prospect opens, on the way from a request to a booked call', async ({ page, context, browser }) => {
  test.setTimeout(300_000);
  const complaints = listen(context);
  const rep = await (await browser.newContext()).newPage();
  await signIn(rep, juno.email);
  const matching = new Matching(rep);
  await matching.openFromList('Gullwing Air');
  const name = await matching.selectOtherThan('Ingrid Thistlewood');
  await matching.request();
  const wrong = await look(rep);
  await new Request(rep).send();

  const mailbox = new Mailbox(page);
  await mailbox.open(name, /asks/);
  wrong.push(...(await look(page)));
  const ask = new Ask(page);
  await ask.enter(await mailbox.link(/^\/portal\/enter\//));
  wrong.push(...(await look(page)));
  await ask.accept();

  await mailbox.open('', new RegExp(`^${name} will talk to you`));
  const booking = new Booking(page);
  const path = await mailbox.link(/^\/b\//);
  await booking.open(path);
  wrong.push(...(await look(page)));
  await booking.choose();
  wrong.push(...(await look(page)));
  await booking.name.fill('Benedikt Starling-Hay');
  await booking.email.fill('benedikt@gullwingair.example');
  await booking.book();
  await booking.expectBooked();
  wrong.push(...(await look(page)));
  wrong.push(...(await visit(page, [`${path}/move`])));
  expect(wrong).toEqual([]);
  expect(complaints).toEqual([]);
});

test('no route was left out', () => {
  expect(routes().filter((route) => !seen.has(route))).toEqual([]);
});
