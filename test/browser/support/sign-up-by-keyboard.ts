import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWeb } from '../../../scripts/build-web.ts';
import { openBrowser, openPage } from './open-browser.ts';
import { startWholeProduct, type WholeProduct } from './whole-product.ts';

export type UseProduct = (product: WholeProduct, browser: Browser) => Promise<void>;

/** A browser for a file of tests. @returns what gives each test a product of its own. @param settings of saas. */
export function prepareProducts(settings: Record<string, string>): (use: UseProduct) => Promise<void> {
  let browser: Browser;
  beforeAll(async () => {
    await buildWeb();
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  return async (use) => {
    const product = await startWholeProduct(settings);
    try {
      await use(product, browser);
    } finally {
      await Promise.all(browser.contexts().map((context) => context.close()));
      await product.stop();
    }
  };
}

export const STARTED =
  /^You have successfully started a GitLab Ultimate trial that will expire on \d+ \w+ \d{4} \(UTC\)\.$/;
export const RUNNING = /^(29|30) days left, ends \d+ \w+ \d{4} \(UTC\)$/;

/** Types into the field that has the focus, and goes on to the next one. */
async function typeAndGoOn(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  for (let steps = 0; !(await field.evaluate((one) => one === document.activeElement)); steps += 1) {
    if (steps > 25) throw new Error(`The keyboard does not get to ${label}`);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type(text);
}

/** From nothing to a running trial, by keyboard alone. */
export function checkByKeyboard(withProduct: (use: UseProduct) => Promise<void>): void {
  test('from nothing to a running trial, by keyboard alone', async () => {
    await withProduct(async ({ url }, browser) => {
      const { page, complaints } = await openPage(browser, url);
      await page.goto('/-/trial_registrations/new?glm_source=about.gitlab.com');
      await typeAndGoOn(page, 'First name', 'Ada');
      await typeAndGoOn(page, 'Last name', 'Lovelace');
      await typeAndGoOn(page, 'Username', 'ada');
      await typeAndGoOn(page, 'Email', 'ada@example.com');
      await typeAndGoOn(page, 'Password', 'correct horse battery');
      await typeAndGoOn(page, 'Role', 'Software');
      await typeAndGoOn(page, 'Group name', 'Zeta <b>Labs</b>');
      await page.keyboard.press('Enter');

      await page.getByText(STARTED).waitFor();
      await page.getByText(RUNNING).waitFor();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Zeta Labs');
      expect(new URL(page.url()).pathname).toMatch(/^\/groups\/\d+$/);
      expect(await page.title()).toBe('Zeta Labs · Trialgate');

      // The offer is gone on the next page, and the news with it.
      await page.getByRole('link', { name: 'Billing' }).click();
      await page.getByRole('heading', { name: 'Plan', exact: true }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.getByText('Start 30-day trial').count()).toBe(0);
      expect(await page.getByText(STARTED).count()).toBe(0);
      expect(complaints).toEqual([]);
    });
  });
}
