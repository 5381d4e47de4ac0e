import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#domain/people/roles.ts';
import { buildWeb } from '../../../scripts/build-web.ts';
import { givePasswords } from '../../portal/support/browser-session.ts';
import { startTestPortal, type TestPortal } from '../../support/test-portal.ts';
import { openBrowser } from '../support/open-browser.ts';
import { openDashboard } from '../support/open-dashboard.ts';
import { TOLD_GROUP, tellComparisons } from '../support/tell-comparisons.ts';

const reason = 'asked for in ticket 42';
let browser: Browser;
let portal: TestPortal;

beforeAll(async () => {
  await buildWeb();
  [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
  await givePasswords(portal);
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
});

const as = (role: Role) => openDashboard(browser, portal, role);

test('a group of differences is looked at, expected with a reason, and no longer; a viewer may only look', async () => {
  await tellComparisons(portal, 4_711);
  const { page } = await as('operator');
  await page.goto('/dashboard/comparisons');
  await page.getByText('wrong grant · 2').waitFor();
  await page.getByRole('button', { name: 'Namespaces' }).click();
  const sample = page.getByRole('article', { name: 'Namespace 4711' });
  await sample.getByText('not_duo_enterprise').waitFor();
  await sample.getByText('trial_already_used').waitFor();
  expect(await sample.getByRole('link').getAttribute('href')).toBe('/dashboard/namespaces/4711');
  expect(new URL(page.url()).search).toContain(TOLD_GROUP);
  await page.getByRole('button', { name: 'Expect' }).click();
  await page.getByLabel('Reason').fill(reason);
  await page.getByRole('button', { name: 'Mark as expected' }).click();
  await page.getByText('expected grant · 2').waitFor();
  const { strata } = (await portal.as('viewer', 'GET', '/api/v1/comparisons/report')).body;
  expect(strata).toMatchObject([{ wrong_grants: 0, expected_grants: 2, checked: 99 }]);
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.getByLabel('Reason').fill(reason);
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await page.getByText('wrong grant · 2').waitFor();
  const { page: viewer } = await as('viewer');
  await viewer.goto(`/dashboard/comparisons?${TOLD_GROUP}`);
  await viewer.getByRole('article', { name: 'Namespace 4711' }).waitFor();
  expect(await viewer.getByRole('button', { name: /^(Expect|Take back)$/ }).count()).toBe(0);
  for (const one of [page, viewer]) await one.context().close();
});
