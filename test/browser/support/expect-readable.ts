import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

type AxeAnswer = { violations: { id: string; impact: string; nodes: { html: string }[] }[] };

async function findViolations(page: Page, options: object = {}): Promise<string[]> {
  // What passes is not described: that takes most of the time.
  const asked = { resultTypes: ['violations'], ...options };
  const { violations } = await page.evaluate<AxeAnswer>(`axe.run(${JSON.stringify(asked)})`);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 400)).join(' | ')}`);
}

const TOO_WIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
/** How much has moved on the page so far, without anybody's doing. */
export const SHIFT = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 150);
})`;

/** axe finds nothing serious on the page as it is, light and dark, and it fits a phone of 360 pixels. */
export async function expectReadable(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  expect(await findViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark');
  // What a page is made of is the same in the dark; only its colours are others.
  expect(await findViolations(page, { runOnly: ['color-contrast'] })).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(() => page.evaluate<number>(TOO_WIDE)).toBeLessThanOrEqual(0);
}
