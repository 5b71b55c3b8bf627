import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { routeOf } from './routes';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Where the picture of the open page is kept: by route, so that two runs can be compared, and by what was asked for. */
function picture(page: Page, width: number, theme: string): string {
  const { pathname, search } = new URL(page.url());
  const words = `${routeOf(pathname) ?? pathname}${search}`.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home';
  // A form in an address is longer than file names may be.
  const name = words.slice(0, 150);
  return test.info().outputPath('pages', `${name}-${width}-${theme}.png`);
}

/**
 * What is wrong with the open page for people: axe in both themes on a desk and on a phone, and pages wider than the
 * screen. Keeps a picture of each of the four, to be held beside the designs.
 */
export async function examine(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  const path = new URL(page.url()).pathname;
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
      await page.screenshot({ path: picture(page, width, theme), fullPage: true, animations: 'disabled' });
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      for (const { id, nodes } of violations) {
        const where = nodes.map((node) => node.target.join(' ')).slice(0, 3).join('; ');
        wrong.push(`${path} ${width} ${theme}: ${id} at ${where}: ${nodes[0].failureSummary}`);
      }
    }
  }
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) wrong.push(`${path} is ${over} px wider than a screen of ${width} px`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  return wrong;
}
