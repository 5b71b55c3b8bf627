// Sliders of the settings of matching: each stands over the bar beside a number, and moves with it.
//
// The number is the field that is sent, so nothing is lost without this script: then the bar only shows what was saved.

for (const bar of document.querySelectorAll('[data-slider]')) {
  const field = document.getElementById(bar.dataset.slider);
  const range = bar.querySelector('input');
  const fill = bar.querySelector('[data-fill]');
  const draw = () => fill.setAttribute('width', range.value);
  const follow = () => {
    range.value = String(number(field));
    draw();
  };
  range.addEventListener('input', () => {
    field.value = range.value;
    draw();
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  field.addEventListener('input', follow);
  // A browser that comes back to the page has kept what was typed.
  follow();
  range.hidden = false;
}

// What the weights add up to, said again at every step: the server says the same when it is asked.
for (const sum of document.querySelectorAll('[data-sum]')) {
  const form = sum.closest('form');
  const parts = [...form.querySelectorAll(`[data-slider][data-part="${sum.dataset.sum}"]`)];
  form.addEventListener('input', () => {
    const hundredths = parts.reduce((all, bar) => all + Math.round(100 * number(document.getElementById(bar.dataset.slider))), 0);
    const text = hundredths === 10_000 ? sum.dataset.whole : sum.dataset.other;
    sum.textContent = text.replace('{}', String(hundredths / 100));
  });
}

/** What a field holds; both signs for the decimals are read, as by the server. */
function number(field) {
  return Number(field.value.trim().replace(',', '.')) || 0;
}
