import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { CHROMIUM } from '../../scripts/ensure-chromium.ts';
import { startTestPortal } from '../support/test-portal.ts';

test('the documentation page works in a browser that reaches nothing else', { timeout: 60_000 }, async () => {
  const portal = await startTestPortal();
  const profile = mkdtempSync(join(tmpdir(), 'trialgate-chromium-'));
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-sync'],
  });
  try {
    const page = await browser.newPage({ colorScheme: 'dark' });
    const elsewhere: string[] = [];
    const broken: string[] = [];
    await page.route('**/*', (route) => {
      const url = route.request().url();
      if (url.startsWith(portal.url) || url.startsWith('data:') || url.startsWith('blob:')) return route.continue();
      elsewhere.push(url);
      return route.abort();
    });
    page.on('pageerror', (error) => broken.push(error.message));
    page.on('console', (message) => message.type() === 'error' && broken.push(message.text()));
    await page.goto(`${portal.url}/docs`);
    await page.getByText('/api/v1/gitlab/namespaces/trials/eligibility').first().waitFor();
    expect(await page.locator('.opblock').count()).toBeGreaterThan(25);
    await page.locator('.opblock-summary').first().click();
    await page.locator('.opblock-body').first().waitFor();
    if (process.env.SCREENSHOT) await page.screenshot({ path: process.env.SCREENSHOT });
    expect(elsewhere).toEqual([]);
    expect(broken).toEqual([]);
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
    await portal.stop();
  }
});
