// The palette and the keys, on every page of the working app.
//
// The pages fetch no wasm unless they hold an island, and this must not change that: so it is plain, small, and knows
// nothing of the product. The server renders both dialogs, the options for a text, and the list of keys; this opens
// and closes, asks for options, and moves the choice. See docs/decisions on the palette.

const palette = document.getElementById('palette');
const shortcuts = document.getElementById('shortcuts');
const field = palette.querySelector('input');
const list = palette.querySelector('[role=listbox]');
const status = palette.querySelector('[role=status]');

/** Keys that lead somewhere, as the server lists them: "g h" and an address. */
const places = new Map([...shortcuts.querySelectorAll('[data-keys]')].map((line) => [line.dataset.keys, line.dataset.href]));

// Apple's keyboards have another key for this, and its own name is on it.
const isApple = /^(Mac|iP)/.test(navigator.platform);
if (isApple) for (const cap of document.querySelectorAll('kbd')) if (cap.textContent === 'Ctrl') cap.textContent = '⌘';

// --- Opening. A dialog returns the focus by itself; what opens it must not be inside another.

function open(text) {
  shortcuts.close();
  if (palette.open) return;
  field.value = text;
  palette.showModal();
  field.select();
  ask();
}

function showShortcuts() {
  palette.close();
  if (!shortcuts.open) shortcuts.showModal();
}

/** A press beside a dialog is one on the dialog itself: its content covers it. Where the press began counts: who marks
    the text of a field and lets go beside it means the text. */
function onPressBeside(dialog, act) {
  let beganBeside = false;
  dialog.addEventListener('pointerdown', (event) => (beganBeside = event.target === dialog));
  dialog.addEventListener('click', (event) => {
    if (beganBeside && event.target === dialog) act();
  });
}

for (const dialog of [palette, shortcuts]) {
  onPressBeside(dialog, () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target.closest('[data-close]')) dialog.close();
  });
}
palette.querySelector('[data-shortcuts]').addEventListener('click', showShortcuts);
palette.addEventListener('close', () => {
  giveUp();
  show('');
  status.textContent = '';
});

// A dialog that a page arrives with is open without this script, too. Here it becomes modal, and Escape or a press
// beside it goes where its own way out leads.
for (const dialog of document.querySelectorAll('dialog[data-arrives]')) {
  const leave = () => dialog.querySelector('[data-leave]').click();
  dialog.close();
  dialog.showModal();
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    leave();
  });
  onPressBeside(dialog, leave);
}

// Links to the page of search open the palette instead; without this script they are links.
for (const link of document.querySelectorAll('[data-palette]')) {
  link.hidden = false;
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open('');
  });
}

// --- Options: asked for as one types. Whoever types on gives the answer to the older text up.

/** As the rest of the product waits: ten seconds, then it is an error. */
const TOO_LATE_MS = 10_000;
let asking;
let waiting;
/** Enter came before the answer: then its first option is meant, and never one of an older answer. */
let goesOn = false;

function giveUp() {
  clearTimeout(waiting);
  asking?.abort();
  asking = undefined;
  goesOn = false;
  list.ariaBusy = 'false';
}

async function ask() {
  const mine = new AbortController();
  asking = mine;
  let isLate = false;
  const late = setTimeout(() => mine.abort((isLate = true)), TOO_LATE_MS);
  const slow = setTimeout(() => (status.textContent = 'Searching…'), 400);
  list.ariaBusy = 'true';
  try {
    const answer = await fetch(palette.dataset.from, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams({ typed: field.value }),
      signal: mine.signal,
    });
    if (!answer.ok) throw new Error(String(answer.status));
    show(await answer.json());
    status.textContent = options().length > 0 ? '' : 'Nothing has this name.';
    if (goesOn && chosen()) go(chosen());
  } catch {
    if (mine.signal.aborted && !isLate) return;
    show('');
    // Who pressed Enter has asked for it; the page of search knows no commands.
    if (goesOn && !/^\s*[>@]/.test(field.value)) return void field.form.submit();
    status.textContent = 'No answer came. Press Enter to open the page of search.';
  } finally {
    clearTimeout(late);
    clearTimeout(slow);
    if (asking === mine) giveUp();
  }
}

/** Options as the server rendered and escaped them. The first is chosen; or the one that was, if it is still there. */
function show(html) {
  const was = chosen()?.dataset.href;
  list.innerHTML = html;
  const all = options();
  field.setAttribute('aria-expanded', String(all.length > 0));
  const first = field.value.trim() === '' ? undefined : all[0];
  choose(all.find((option) => was && option.dataset.href === was) ?? first);
}

field.addEventListener('input', () => {
  giveUp();
  list.ariaBusy = 'true';
  // What is still listed answers another text: nothing of it can be chosen any more.
  choose(undefined);
  waiting = setTimeout(ask, 120);
});

// Enter waits for the answer to what was typed, and asks at once: the pause is for whoever types on.
field.form.addEventListener('submit', (event) => {
  if (list.ariaBusy !== 'true') return;
  event.preventDefault();
  goesOn = true;
  if (asking) return;
  clearTimeout(waiting);
  ask();
});

// --- The choice. The focus stays in the field; the chosen option is named to it.

const options = () => [...list.querySelectorAll('[role=option]')];
/** What can be done with the first record, where the choice is not there yet. */
const actions = () => (chosen()?.hasAttribute('data-action') ? [] : [...list.querySelectorAll('[data-action]')]);
const chosen = () => list.querySelector('[aria-selected=true]');

function choose(option) {
  chosen()?.setAttribute('aria-selected', 'false');
  option?.setAttribute('aria-selected', 'true');
  option?.scrollIntoView({ block: 'nearest' });
  if (option) field.setAttribute('aria-activedescendant', option.id);
  else field.removeAttribute('aria-activedescendant');
}

function move(by) {
  const all = options();
  if (all.length === 0 || list.ariaBusy === 'true') return;
  const at = all.indexOf(chosen());
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length;
  choose(all[next]);
}

/** To where an option leads; with Ctrl in a tab of its own, as with any link. */
function go(option, event) {
  const { href } = option.dataset;
  if (event && (event.ctrlKey || event.metaKey || event.button === 1)) return void window.open(href, '_blank', 'noopener');
  // Who comes back finds the page, not the palette.
  palette.close();
  location.assign(href);
}

field.addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  if (event.key === 'ArrowDown') move(1);
  else if (event.key === 'ArrowUp') move(-1);
  else if (event.key === 'Tab' && !event.shiftKey && actions().length > 0) choose(actions()[0]);
  else if (event.key === 'Enter' && chosen()) go(chosen(), event);
  else return;
  event.preventDefault();
});

for (const press of ['click', 'auxclick']) {
  list.addEventListener(press, (event) => {
    const option = event.target.closest('[role=option]');
    if (option && event.button < 2) go(option, event);
  });
}

// --- Keys. Before all other listeners, so that the second key of two is nobody else's.

let first = '';
let forgets;

addEventListener(
  'keydown',
  (event) => {
    if (event.isComposing || event.altKey) return;
    const handled = event.ctrlKey || event.metaKey ? held(event) : single(event);
    if (!handled) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

/** Ctrl K, with what stands in the field of the sidebar. */
function held(event) {
  const isHeld = isApple ? event.metaKey : event.ctrlKey;
  if (!isHeld || event.shiftKey || event.key.toLowerCase() !== 'k') return false;
  if (palette.open) palette.close();
  else open(document.activeElement?.closest('aside')?.querySelector('input[name=q]')?.value ?? '');
  return true;
}

/** Keys of a single letter: not while somebody types, not in a dialog, not when they are switched off. */
function single({ key, target }) {
  const isLetter = key.length === 1 && document.documentElement.dataset.keys !== 'off';
  // A box to tick and a slider take no letters.
  const field = 'input:not([type=checkbox], [type=range]), textarea, select, [contenteditable], dialog, [popover]';
  const inField = target.closest?.(field);
  if (!isLetter || inField) return false;
  const began = first;
  first = '';
  clearTimeout(forgets);
  const keys = `${began} ${key}`.trim().toLowerCase();
  if (places.has(keys)) location.assign(places.get(keys));
  // The second key of two that lead nowhere is nothing by itself either.
  else if (began) return true;
  else if (key === '?') showShortcuts();
  else if (key === '/') searchHere();
  else if (key === 'j') return walk(1);
  else if (key === 'k') return walk(-1);
  else if (key === 'n') return begin();
  else if ([...places.keys()].some((known) => known.startsWith(`${keys} `))) {
    first = keys;
    forgets = setTimeout(() => (first = ''), 1_000);
  } else return false;
  return true;
}

/** The field of this page; a page without one has the palette. */
function searchHere() {
  const own = document.querySelector('main input[type=search]');
  if (own) own.focus();
  else open('');
}

/** To the link of the row after or before the one that has the focus: Enter opens it. False where there are no rows. */
function walk(by) {
  const rows = [...document.querySelectorAll('main [data-rows] > *')];
  // A page holds its rows twice, for desks and for phones.
  const links = rows.filter((row) => row.offsetParent).map((row) => [row, row.querySelector('a[href]')]).filter(([, link]) => link);
  const at = links.findIndex(([row]) => row.contains(document.activeElement));
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1);
  links[next]?.[1].focus();
  return links.length > 0;
}

/** To the form for another record of this page's kind. False where there is none, or not for this reader. */
function begin() {
  const link = document.querySelector('main a[data-new]');
  link?.click();
  return link !== null;
}
