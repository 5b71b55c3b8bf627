// The product's one story: a rep asks, an advocate says yes, a prospect books, and everybody has it in the calendar.
import { expect, test, type Browser } from '@playwright/test';
import { Ask } from '../support/ask';
import { Booking } from '../support/booking';
import { listen } from '../support/console';
import { Mailbox } from '../support/mailbox';
import { Matching } from '../support/matching';
import { halvard, juno } from '../support/people';
import { Request } from '../support/request';
import { signIn } from '../support/sign-in';

/** Everybody has a browser of their own. */
async function browserOf(browser: Browser, javaScriptEnabled = true) {
  const context = await browser.newContext({ javaScriptEnabled });
  const complaints = listen(context);
  return { page: await context.newPage(), complaints };
}

test('a rep finds the customer who fits, who says yes, and the prospect books', async ({ browser }) => {
  test.setTimeout(180_000);
  const rep = await browserOf(browser);
  const ingrid = await browserOf(browser);
  const callum = await browserOf(browser);
  const post = await browserOf(browser);
  const mailbox = new Mailbox(post.page);
  const matching = new Matching(rep.page);
  let requestPath = '';
  let bookingPath = '';

  await test.step('Juno opens the deal and sees Ingrid first', async () => {
    await signIn(rep.page, juno.email);
    await matching.open('Marlowe Street Bank');
    expect((await matching.names())[0]).toBe('Ingrid Thistlewood');
  });

  await test.step('a weight re-ranks at once, without asking the server', async () => {
    await matching.alive();
    const [names, scores] = [await matching.names(), await matching.scores()];
    const asked: string[] = [];
    rep.page.on('request', (request) => ['document', 'fetch', 'xhr'].includes(request.resourceType()) && asked.push(request.url()));
    await matching.slider('Use case').fill('0');
    const atOnce = { timeout: 1_000, intervals: [20] };
    await expect.poll(() => matching.scores(), atOnce).not.toEqual(scores);
    await matching.slider('Region').fill('60');
    await expect.poll(() => matching.names(), atOnce).not.toEqual(names);
    expect(asked).toEqual([]);
    await rep.page.getByRole('link', { name: 'Reset' }).click();
    await expect.poll(() => matching.names(), atOnce).toEqual(names);
    await expect.poll(() => matching.scores(), atOnce).toEqual(scores);
  });

  await test.step('she asks Ingrid', async () => {
    await matching.rows.first().getByRole('link').click();
    await matching.request();
    await expect(rep.page.getByRole('heading', { level: 1 })).toHaveText('Ask Ingrid for a reference');
    requestPath = await new Request(rep.page).send();
  });

  await test.step('Ingrid is asked by mail; opening the link decides nothing', async () => {
    await mailbox.open('ingrid@skylarkmutual.example', /Juno Pemberwick asks/);
    const link = await mailbox.link(/^\/portal\/enter\//);
    const ask = new Ask(ingrid.page);
    await ask.enter(link);
    await ask.expectOpen();
    await ingrid.page.reload();
    await ask.expectOpen();
    await rep.page.goto(requestPath);
    await expect(rep.page.getByRole('link', { name: 'Booking link' })).toHaveCount(0);
    await ask.accept();
  });

  const booking = new Booking(callum.page);
  await test.step('Callum opens his link, chooses a time and books it', async () => {
    await mailbox.open('callum@marlowestreet.example', /Ingrid Thistlewood will talk to you/);
    bookingPath = await mailbox.link(/^\/b\//);
    await booking.open(bookingPath);
    await booking.choose();
    await expect(booking.name).toHaveValue('Callum Birchwhistle');
    await expect(booking.email).toHaveValue('callum@marlowestreet.example');
    await booking.note.fill('We close eleven entities.\n<b>How</b> did you begin?');
    await booking.book();
    await booking.expectBooked();
  });

  await test.step('Juno and Ingrid see the planned call', async () => {
    await rep.page.goto(requestPath);
    await expect(rep.page.getByText('The call is planned.')).toBeVisible();
    await rep.page.goto('/calls');
    await expect(rep.page.getByRole('main').getByText('Marlowe Street Bank').first()).toBeVisible();
    await ingrid.page.reload();
    await expect(ingrid.page.getByRole('link', { name: 'Your call' })).toBeVisible();
  });

  await test.step('everybody has the same invitation', async () => {
    const entries: string[] = [];
    for (const to of ['callum@marlowestreet.example', 'ingrid@skylarkmutual.example', juno.email]) {
      await mailbox.open(to, /^(?!.*(asks|will talk|said yes)).*$/);
      entries.push(await mailbox.invitation());
    }
    for (const property of ['UID', 'DTSTART', 'DTEND', 'LOCATION']) {
      const values = entries.map((entry) => new RegExp(`^${property}[:;].*$`, 'm').exec(entry)?.[0]);
      expect(values[0], property).toBeTruthy();
      expect(new Set(values).size, `${property}: ${values.join(' / ')}`).toBe(1);
    }
  });

  expect([...rep.complaints, ...ingrid.complaints, ...callum.complaints, ...post.complaints]).toEqual([]);
});

test('the same story without a script, from sign-in to the booked call', async ({ browser }) => {
  test.setTimeout(120_000);
  const rep = await browserOf(browser, false);
  const advocate = await browserOf(browser, false);
  const birgit = await browserOf(browser, false);
  const post = await browserOf(browser, false);
  const mailbox = new Mailbox(post.page);
  const matching = new Matching(rep.page);

  await signIn(rep.page, halvard.email);
  await matching.open('Amberjack Fuels');
  const order = await matching.names();

  // The weights are a form as well.
  await matching.slider('Industry').fill('60');
  await rep.page.locator('form:has(#w-industry)').getByRole('button', { name: 'Apply' }).click();
  await expect(rep.page).toHaveURL(/industry=60/);
  await expect(matching.rows.first()).toBeVisible();
  await rep.page.getByRole('link', { name: 'Reset' }).click();
  await expect.poll(() => matching.names()).toEqual(order);

  const name = await matching.selectOtherThan('Ingrid Thistlewood');
  await matching.request();
  const requestPath = await new Request(rep.page).send();

  await mailbox.open(name, /Halvard Pinebrook asks/);
  const ask = new Ask(advocate.page);
  await ask.enter(await mailbox.link(/^\/portal\/enter\//));
  await ask.expectOpen();
  await ask.accept();

  await mailbox.open('', new RegExp(`^${name} will talk to you`));
  const booking = new Booking(birgit.page);
  await booking.open(await mailbox.link(/^\/b\//));
  await booking.choose();

  // A refused form comes back as it was typed.
  await booking.name.fill('Birgit Guestling');
  await booking.email.fill('birgit at guests');
  await booking.note.fill('Line one\n</textarea><script>line two</script>');
  await booking.book();
  await expect(birgit.page.getByRole('alert').first()).toBeVisible();
  await expect(booking.email).toHaveValue('birgit at guests');
  await expect(booking.note).toHaveValue('Line one\n</textarea><script>line two</script>');
  await booking.email.fill('birgit@guests.example');
  await booking.book();
  await booking.expectBooked();

  await rep.page.goto(requestPath);
  await expect(rep.page.getByText('The call is planned.')).toBeVisible();
  await mailbox.open('birgit@guests.example', /./);
  expect(await mailbox.invitation()).toContain('BEGIN:VEVENT');
});
