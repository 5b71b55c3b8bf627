// Parts of a page that wait for work done elsewhere: read again until it is there, and put in their place.
//
// The server marks such a part with the address to read it at, for as long as something is under way. Without this
// script a link in the part does the same by hand. Nothing is read while nobody looks at the page.

/** Seconds before each look. Whoever waits longer than all of them together presses the link. */
const WAITS = [1, 1, 2, 2, 3, 5, 8, 13, 21];

for (const part of document.querySelectorAll('[data-renews]')) renew(part.id);

async function renew(id) {
  for (const wait of WAITS) {
    await new Promise((done) => setTimeout(done, 1000 * wait));
    await inSight();
    const part = document.getElementById(id);
    const fresh = await read(part.dataset.renews, id);
    // Not reached, signed out meanwhile, or nothing new.
    if (!fresh || fresh.textContent === part.textContent) continue;
    put(fresh, part);
    if (!fresh.dataset.renews) {
      document.querySelector(`[data-tells="${id}"]`).textContent = fresh.dataset.told;
      return;
    }
  }
}

async function read(address, id) {
  try {
    const answer = await fetch(address, { headers: { accept: 'text/html' } });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(id);
  } catch {
    return null;
  }
}

/** In place of the old part, folded as that was; the focus stays with what bears the same words. */
function put(fresh, part) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  part.querySelectorAll('details').forEach((details, place) => {
    const same = fresh.querySelectorAll('details')[place];
    if (same) same.open = details.open;
  });
  part.replaceWith(fresh);
  if (!focused) return;
  const places = [...fresh.querySelectorAll('a, button, summary')];
  const same = places.find((place) => place.localName === focused.localName && place.textContent === focused.textContent);
  (same ?? places.find((place) => place.localName === focused.localName) ?? places[0])?.focus();
}

function inSight() {
  if (!document.hidden) return null;
  return new Promise((seen) => document.addEventListener('visibilitychange', seen, { once: true }));
}
