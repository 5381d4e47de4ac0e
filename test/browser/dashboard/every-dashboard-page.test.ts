import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DASHBOARD_FOLDER } from '#portal/pages/pages-folder.ts';
import { APPLY_PATH } from '#sdk/contract.ts';
import { buildWeb } from '../../../scripts/build-web.ts';
import { makeFlagToken } from '../../flags/support/flag-home.ts';
import { givePasswords } from '../../portal/support/browser-session.ts';
import { insertMember, insertNamespace, insertUser } from '../../saas/support/rows.ts';
import { type InsertedAccount, insertBillingAccount } from '../../support/insert-billing-account.ts';
import { application } from '../../support/test-portal.ts';
import { expectReadable } from '../support/expect-readable.ts';
import { type OpenPage, openBrowser, openPage } from '../support/open-browser.ts';
import { openDashboard } from '../support/open-dashboard.ts';
import { SHOWN, showRollouts } from '../support/show-rollouts.ts';
import { TOLD_GROUP, tellComparisons } from '../support/tell-comparisons.ts';
import { TOLD_OVERVIEW, tellNumbers } from '../support/tell-numbers.ts';
import { startWholeProduct, type WholeProduct } from '../support/whole-product.ts';

let browser: Browser;
let product: WholeProduct;
let admin: OpenPage;
let stranger: OpenPage;
let group: number;
let invitation: string;
let billing: InsertedAccount;
const reason = 'asked for in ticket 42';

beforeAll(async () => {
  await buildWeb();
  [product, browser] = await Promise.all([startWholeProduct(), openBrowser()]);
  const { portal, database } = product;
  await givePasswords(portal);
  const owner = await insertUser(database.pool);
  group = await insertNamespace(database.pool);
  await insertMember(database.pool, group, owner);
  await portal.gitlab('POST', APPLY_PATH, { body: application(group, {}, owner) });
  await portal.as('operator', 'PUT', `/api/v1/namespaces/${group}/block`, { reason });
  const flagToken = { environment: 'customers-staging', name: 'a cluster', reason };
  await portal.as('admin', 'POST', '/api/v1/flag_tokens', flagToken);
  const invited = { email: 'nora@example.com', name: 'Nora New', role: 'viewer', reason };
  invitation = new URL((await portal.as('admin', 'POST', '/api/v1/invitations', invited)).body.url).hash;
  billing = await insertBillingAccount(portal.database, 'kepler', 'A00000042');
  await tellComparisons(portal, group);
  await tellNumbers(portal);
  // A namespace that saas does not know: its plan cannot be delivered.
  await portal.gitlab('POST', APPLY_PATH, { body: application(999_998) });
  await makeFlagToken(portal, 'empty');
  await showRollouts(portal);
  admin = await openDashboard(browser, portal, 'admin');
  stranger = await openPage(browser, portal.url);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

type Look = [
  name: string,
  path: () => string,
  sees: string | RegExp,
  prepare?: ((page: Page) => Promise<void>) | undefined,
];
const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
  await page.getByRole('dialog').waitFor();
};
const seeCharts = async (page: Page) => {
  await page.locator('.uplot').nth(4).waitFor();
  await page.getByText('Its numbers').first().click();
};
const PAGES: Look[] = [
  ['overview before anybody was heard', () => '/overview?environment=empty', 'Overview'],
  ['overview', () => TOLD_OVERVIEW, 'Overview'],
  ['cache', () => TOLD_OVERVIEW.replace('/overview', '/overview/cache'), 'The cache'],
  ['errors', () => TOLD_OVERVIEW.replace('/overview', '/overview/errors'), 'Fallbacks and errors'],
  ['no errors', () => '/overview/errors?environment=empty', 'Fallbacks and errors'],
  ['provisioning that waits', () => '/overview/provisionings', 'Provisioning'],
  [
    'undeliverable provisioning',
    () => '/overview/provisionings?state=undeliverable',
    'Provisioning',
    press('Send again'),
  ],
  ['search', () => '/namespaces', 'Why can’t they start a trial?'],
  ['namespace', () => `/namespaces/${group}?user=1`, /^group-/],
  ['namespace at another time', () => `/namespaces/${group}?at=2030-01-01`, /^group-/],
  ['namespace that nobody knows', () => '/namespaces/999999', 'Namespace 999999'],
  ['action', () => `/namespaces/${group}`, /^group-/, press(/^Extend/)],
  ['flags', () => '/flags', 'Flags'],
  ['flag', () => '/flags/example_flag', 'example_flag'],
  ['cleanup step', () => '/flags/compare_trial_eligibility', 'compare_trial_eligibility', press(/^Take it/)],
  ['rollouts', () => '/rollouts', 'Rollouts', (page) => page.getByText('rolled back', { exact: true }).waitFor()],
  ['rollout before any', () => `/rollouts/${SHOWN.none}`, `Rollout of ${SHOWN.none}`],
  ['rollout', () => `/rollouts/${SHOWN.midst}`, `Rollout of ${SHOWN.midst}`, seeCharts],
  [
    'rollout that went back',
    () => `/rollouts/${SHOWN.back}`,
    `Rollout of ${SHOWN.back}`,
    (page) => page.getByRole('heading', { name: 'Why was it rolled back?' }).waitFor(),
  ],
  [
    'rollout that is completed',
    () => `/rollouts/${SHOWN.completed}`,
    `Rollout of ${SHOWN.completed}`,
    (page) => page.getByText('Its code is removed').waitFor(),
  ],
  ['comparisons before any', () => '/comparisons?environment=nowhere', /^Comparisons/],
  [
    'comparisons',
    () => `/comparisons?${TOLD_GROUP}`,
    /^Comparisons/,
    (page) => page.getByRole('article').first().waitFor(),
  ],
  ['expectation', () => '/comparisons', /^Comparisons/, press('Expect')],
  ['rules', () => '/rules', 'Rules and trial types'],
  ['rule', () => '/rules/applicant_trial_limit', 'applicant_trial_limit'],
  ['trial type', () => '/trial_types/ultimate_with_dap', 'ultimate_with_dap'],
  ['billing accounts', () => '/billing_accounts', 'Billing accounts'],
  ['billing account', () => `/billing_accounts/${billing.accountId}`, 'kepler Ltd'],
  ['customer', () => `/customers/${billing.customerId}`, 'kepler', press('Link a colleague')],
  ['drift', () => '/billing_accounts/drift', 'Drift of billing accounts'],
  ['audit', () => '/audit', 'Audit'],
  ['audit without a match', () => '/audit?action=nothing', 'Audit'],
  ['people', () => '/people', 'People'],
  ['invite', () => '/people', 'People', press('Invite somebody')],
  ['person', () => '/people/1', 'The viewer'],
  ['account', () => '/account', 'Password, sessions, tokens'],
  ['shortcuts', () => '/rules', 'Rules and trial types', (page) => page.keyboard.press('?')],
  ['palette', () => '/rules', 'Rules and trial types', (page) => page.keyboard.press('Control+k')],
  ['not found', () => '/nowhere', 'Page not found'],
];

async function lookAt({ page, complaints }: OpenPage, [, path, sees, prepare]: Look): Promise<void> {
  complaints.splice(0);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1_280, height: 720 });
  await page.goto(`/dashboard${path()}`);
  await page.getByRole('heading', { level: 1, name: sees }).waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  await prepare?.(page);
  expect(await page.title()).toContain('· Trialgate');
  await expect(page.getByRole('note', { name: 'Where you are' }).innerText()).resolves.toContain(
    'customers-development · portal 127.0.0.1',
  );
  await expectReadable(page);
  expect(complaints).toEqual([]);
}

test.each(PAGES)('%s: nothing is refused, it fits a phone, and axe finds nothing serious, light and dark', (...look) =>
  lookAt(admin, look),
);

test.each([
  ['sign-in', () => '/namespaces', 'Sign in'],
  ['invitation', () => `/invitation${invitation}`, 'Welcome, Nora New'],
  ['used invitation', () => '/invitation#nothing-that-was-ever-made', 'Your invitation'],
] satisfies Look[])('%s, to a stranger', (...look) => lookAt(stranger, look));

test('a page runs scripts of ours alone; an address that is none is 404, and so is a file that is not there', async () => {
  const get = (path: string) => fetch(product.portal.url + path, { headers: { accept: 'text/html' } });
  const page = await get('/dashboard/namespaces/1');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; (?!.*unsafe)/);
  expect(page.headers.get('cache-control')).toBe('no-store');
  const [, script = ''] = /src="(\/dashboard\/assets\/[^"]+\.js)"/.exec(await page.text()) ?? [];
  expect((await get(script)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  const nowhere = await get('/dashboard/nowhere');
  expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  expect((await get('/dashboard/assets/nothing.js')).status).toBe(404);
});

test('a page needs less than 300 kB of script, compressed', () => {
  const folder = join(DASHBOARD_FOLDER, 'assets');
  const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  const sizes = scripts.map((file) => gzipSync(readFileSync(join(folder, file))).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
});

test('the first content of a cold load is there within a second', async () => {
  const { page } = await openPage(browser, product.portal.url);
  await page.goto('/dashboard/namespaces');
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  expect(painted).toBeGreaterThan(0);
  expect(painted).toBeLessThan(1_000);
  await page.context().close();
});
