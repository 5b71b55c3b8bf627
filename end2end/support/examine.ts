import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What is wrong with the open page for people: axe in both themes on a desk and on a phone, and pages wider than the screen. */
export async function examine(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  const path = new URL(page.url()).pathname;
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
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
