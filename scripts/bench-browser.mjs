// What a moved slider costs in a browser. Used by scripts/bench.mjs.
import { chromium } from '@playwright/test';

/**
 * Drags a slider of the matching page at `path`, and takes each time from the input to the list in its new order with
 * its layout done: script, style and layout, in milliseconds.
 */
export async function rerank(origin, path, cookie, steps) {
  const browser = await chromium.launch({
    executablePath: process.env.PEERCHAMPS_CHROMIUM,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const context = await browser.newContext({ baseURL: origin, viewport: { width: 1440, height: 900 } });
    await context.addCookies(cookie.split('; ').map((pair) => {
      const [name, value] = pair.split(/=(.*)/);
      return { name, value, url: origin };
    }));
    const page = await context.newPage();
    await page.goto(path);
    const slider = page.locator('#w-use_case');
    const shown = page.locator('output[for="w-use_case"]');
    // The page answers to hands once its island is awake.
    const before = await shown.textContent();
    const patience = Date.now() + 15_000;
    while ((await shown.textContent()) === before) {
      if (Date.now() > patience) throw new Error(`the slider of ${path} does not answer`);
      await slider.press('ArrowRight');
      await page.waitForTimeout(100);
    }
    const times = await page.evaluate(async (steps) => {
      const slider = document.querySelector('#w-use_case');
      const shown = document.querySelector('output[for="w-use_case"]');
      const list = document.querySelector('#rank');
      // A task of its own: what the input caused has run by then.
      const turn = () => new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(null);
      });
      const times = [];
      for (let step = 0; step < steps; step++) {
        await new Promise(requestAnimationFrame);
        await turn();
        const before = shown.textContent;
        // Two percent at a time from 5 to 55 and back, as a brisk hand drags; always another value.
        const along = (step * 2) % 100;
        const value = 5 + (along < 50 ? along : 100 - along);
        slider.value = String(value === Number(slider.value) ? value + 1 : value);
        const begin = performance.now();
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        do await turn(); while (shown.textContent === before);
        list.getBoundingClientRect();
        times.push(performance.now() - begin);
      }
      return times;
    }, steps);
    return times;
  } finally {
    await browser.close();
  }
}
