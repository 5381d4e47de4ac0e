import type { Browser } from 'playwright-core';
import type { Role } from '#domain/people/roles.ts';
import { BrowserSession } from '../../portal/support/browser-session.ts';
import type { TestPortal } from '../../support/test-portal.ts';
import { type OpenPage, openPage } from './open-browser.ts';

/** A window of somebody who is signed in to the dashboard. */
export async function openDashboard(browser: Browser, portal: TestPortal, role: Role): Promise<OpenPage> {
  const { cookies } = await BrowserSession.of(portal, role);
  const opened = await openPage(browser, portal.url);
  await opened.page.context().addCookies(
    [...cookies].map(([name, value]) => ({
      name,
      value,
      domain: '127.0.0.1',
      path: name === 'csrf_token' ? '/dashboard' : '/',
    })),
  );
  return opened;
}
