import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { CHROMIUM } from '../../../scripts/ensure-chromium.ts';

/** Debian's Chromium, without a window. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

export type OpenPage = {
  readonly page: Page;
  /** What the page complained about: errors, refused by the policy, requests to elsewhere. */
  readonly complaints: string[];
};

/** A page of a person of its own, at `url`; it gives up after five seconds on whatever does not come. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { readonly cookies?: readonly { name: string; value: string }[] } = {},
): Promise<OpenPage> {
  const { cookies = [], ...rest } = options;
  const context = await browser.newContext({ baseURL: url, reducedMotion: 'reduce', ...rest });
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url })));
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refusal that the page shows is no complaint.
    if (message.type() === 'error' && !/status of 4\d\d|status of 503/.test(message.text()))
      complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  return { page, complaints };
}
