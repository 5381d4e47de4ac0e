import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#domain/people/roles.ts';
import { SESSION_COOKIE } from '#saas/sessions/register-sessions.ts';
import { insertSession } from '#saas/sessions/session-store.ts';
import { APPLY_PATH } from '#sdk/contract.ts';
import { buildWeb } from '../../../scripts/build-web.ts';
import { givePasswords, PASSWORD } from '../../portal/support/browser-session.ts';
import { insertMember, insertNamespace, insertUser } from '../../saas/support/rows.ts';
import { application } from '../../support/test-portal.ts';
import { expectReadable } from '../support/expect-readable.ts';
import { openBrowser, openPage } from '../support/open-browser.ts';
import { openDashboard } from '../support/open-dashboard.ts';
import { startWholeProduct, type WholeProduct } from '../support/whole-product.ts';

const reason = 'asked for in ticket 42';
const FLAG = 'example_flag';
const STAGING = 'customers-staging';
let browser: Browser;
let product: WholeProduct;
let owner: number;

beforeAll(async () => {
  await buildWeb();
  [product, browser] = await Promise.all([startWholeProduct(), openBrowser()]);
  await givePasswords(product.portal);
  owner = await insertUser(product.database.pool);
  await product.database.pool.query("UPDATE users SET email = 'eve@example.com', username = 'eve' WHERE id = $1", [
    owner,
  ]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

/** A group of the owner's that has had its trial. */
async function groupWithTrial(name: string): Promise<{ id: number; trial: number }> {
  const { pool } = product.database;
  const id = await insertNamespace(pool, { path: name });
  await insertMember(pool, id, owner);
  const started = await product.portal.gitlab('POST', APPLY_PATH, { body: application(id, {}, owner) });
  return { id, trial: started.body.trial.id };
}

const as = (role: Role) => openDashboard(browser, product.portal, role);
const verdictOf = (page: Page) => page.getByTestId('verdict').innerText();
const signedIn = (page: Page) => page.getByLabel('What the ticket has').waitFor();

test('from the sign-in to the sentence with the keyboard alone, and the sentence goes into the ticket', async () => {
  const { id } = await groupWithTrial('zeta-keyboard');
  const { page } = await openPage(browser, product.portal.url, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto('/dashboard/');
  await page.getByLabel('E-mail address').focus();
  await page.keyboard.type('viewer@example.com');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await signedIn(page);
  await page.keyboard.insertText('https://gitlab.example.com/groups/zeta-keyboard/-/billings');
  await page.keyboard.press('Enter');
  expect(await verdictOf(page)).toContain('zeta-keyboard may not start a trial');
  await page.getByRole('button', { name: 'Copy for the ticket' }).focus();
  await page.keyboard.press('Enter');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`Namespace ${id} "zeta-keyboard"`);
  expect(copied).toContain(`/dashboard/namespaces/${id}`);
  await page.getByRole('button', { name: 'Copy for the customer' }).click();
  const told = await page.evaluate(() => navigator.clipboard.readText());
  expect(told).not.toMatch(/trial_running|rule set|namespace/i);
  await page.context().close();
});

test('several groups of one person: the list says which may, and the arrows choose', async () => {
  await groupWithTrial('zeta-one');
  const { page } = await as('viewer');
  await page.goto('/dashboard/namespaces');
  await signedIn(page);
  await page.keyboard.insertText('eve@example.com');
  await page.keyboard.press('Enter');
  await page
    .getByText(/no trial for the plan|trial_already_used/)
    .first()
    .waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/namespaces\/\d+\?user=\d+$/);
  await page.getByText('Direct Owner').waitFor();
  await page.context().close();
});

test('who was told what about a group: nobody yet, then the person who met its offer', async () => {
  const { pool } = product.database;
  const id = await insertNamespace(pool, { path: 'zeta-checks' });
  await insertMember(pool, id, owner);
  const { page } = await as('viewer');
  await page.goto(`/dashboard/namespaces/${id}`);
  const card = page.getByRole('region', { name: 'Last checks' });
  await card.getByText('Nobody was asked about it.').waitFor();
  const { token } = await insertSession(pool, owner);
  const headers = { cookie: `${SESSION_COOKIE}=${token}`, 'x-request-id': 'ticket-4711' };
  expect((await fetch(`${product.url}/api/v4/namespaces/${id}/ctas`, { headers })).status).toBe(200);
  await card.getByRole('button', { name: 'Look again' }).click();
  const row = card.getByRole('row').filter({ hasText: 'ticket-4711' });
  await row.getByText('an offer').waitFor();
  expect(await row.innerText()).toMatch(/ultimate_with_gitlab_duo_enterprise.*\sms\s/s);
  await expectReadable(page);
  await row.getByRole('link', { name: `user ${owner}` }).click();
  await page.getByRole('region', { name: `In saas, to user ${owner}` }).waitFor();
  await page.context().close();
});

test('an operator sees what an action would change, gives a reason, and it is done and audited', async () => {
  const { id, trial } = await groupWithTrial('zeta-action');
  const { page } = await as('operator');
  await page.goto(`/dashboard/namespaces/${id}`);
  await page.getByRole('button', { name: `Void trial ${trial}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('may be started (changes)').first().waitFor();
  const button = dialog.getByRole('button', { name: `Void trial ${trial}` });
  expect(await button.isDisabled()).toBe(true);
  await dialog.getByLabel('Reason').fill(reason);
  await button.click();
  await page.getByText(`Done: Void trial ${trial}.`).waitFor();
  await expect.poll(() => verdictOf(page)).toContain('zeta-action may start');
  await page.getByText('The operator: trial voided').waitFor();
  const { entries } = (await product.portal.as('viewer', 'GET', `/api/v1/audit?object=trial%20${trial}`)).body;
  expect(entries).toMatchObject([{ action: 'trial_voided', reason }]);
  await page.getByRole('button', { name: 'Take back the voiding' }).click();
  await dialog.getByText('may not be started (changes)').first().waitFor();
  await page.context().close();
});

test('a viewer is offered nothing to do', async () => {
  const { id } = await groupWithTrial('zeta-viewer');
  const { page } = await as('viewer');
  await page.goto(`/dashboard/namespaces/${id}`);
  await page.getByText('Your role may look.').waitFor();
  expect(await page.getByRole('button', { name: /^(Void|Extend|Block)/ }).count()).toBe(0);
  await page.goto(`/dashboard/flags/${FLAG}`);
  await page.getByRole('heading', { name: 'History' }).waitFor();
  expect(await page.getByRole('button', { name: /^(Set|Disable)$/ }).count()).toBe(0);
  await page.context().close();
});

test('a page turns by itself when somebody else changes what it shows', async () => {
  const id = await insertNamespace(product.database.pool, { path: 'zeta-live' });
  const { page } = await as('viewer');
  await page.goto(`/dashboard/namespaces/${id}`);
  await expect.poll(() => verdictOf(page)).toContain('zeta-live may start');
  await page.getByText('Live', { exact: true }).waitFor();
  await product.portal.as('operator', 'PUT', `/api/v1/namespaces/${id}/block`, { reason });
  await expect.poll(() => verdictOf(page), { timeout: 4_000 }).toContain('An operator has blocked this namespace');
  await page.getByText('The operator: namespace blocked').waitFor();
  await page.context().close();
});

test('a flag goes to some users, and is off with one key and Enter', async () => {
  await product.portal.as('admin', 'POST', '/api/v1/flag_tokens', { environment: STAGING, name: 'a cluster', reason });
  const { page } = await as('operator');
  await page.goto(`/dashboard/flags/${FLAG}?environment=${STAGING}`);
  await page.getByText('For some').click();
  await page.getByLabel('Percent of users').fill('25');
  await page.getByLabel('And these users').fill('7, 8');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await page.getByLabel('Reason').fill(reason);
  await page.getByRole('button', { name: 'Set it' }).click();
  await page.getByText('On for 25 % and 2 named users').first().waitFor();
  const state = async () => {
    const { flag } = (await product.portal.as('viewer', 'GET', `/api/v1/flags/${FLAG}`)).body;
    return flag.environments.find((one: { environment: string }) => one.environment === STAGING).state;
  };
  await expect.poll(state).toBe('percent:25+users:7,8');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByText('disables it here').waitFor();
  await page.keyboard.press('d');
  await page.getByRole('button', { name: 'Disable now' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(state).toBe('off');
  await page.context().close();
});

test('a rule is tried, and then set', async () => {
  const { page } = await as('admin');
  await page.goto('/dashboard/rules/trial_already_used');
  await page.getByText('Observes').click();
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.getByText(/would gain a trial/).waitFor();
  await page.getByRole('button', { name: 'Set…' }).click();
  await page.getByLabel('Reason').fill(reason);
  await page.getByRole('button', { name: 'Set it' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  const { rule_set: ruleSet } = (await product.portal.as('viewer', 'GET', '/api/v1/rules')).body;
  expect(ruleSet.rules.find((one: { code: string }) => one.code === 'trial_already_used').state).toBe('observe');
  await product.portal.as('admin', 'PATCH', '/api/v1/rules/trial_already_used', { state: 'bind', reason });
  await page.context().close();
});

test('an invitation is a link that works once', async () => {
  const { page: admin } = await as('admin');
  await admin.goto('/dashboard/people');
  await admin.getByRole('button', { name: 'Invite somebody' }).click();
  await admin.getByLabel('Name').fill('Nora New');
  await admin.getByLabel('E-mail address').fill('nora@example.com');
  await admin.getByLabel('Reason').fill('joins support');
  await admin.getByRole('button', { name: 'Make the link' }).click();
  const link = new URL(await admin.getByText(/\/dashboard\/invitation#/).innerText());
  const { page: nora } = await openPage(browser, product.portal.url);
  await nora.goto(`${link.pathname}${link.hash}`);
  await nora.getByLabel('Choose a password').fill(PASSWORD);
  await nora.getByRole('button', { name: 'Set password and sign in' }).click();
  await signedIn(nora);
  const { page: second } = await openPage(browser, product.portal.url);
  await second.goto(`${link.pathname}${link.hash}`);
  await second.getByText('This link opens nothing').waitFor();
  for (const one of [admin, nora, second]) await one.context().close();
});

test('whose session has ended signs in where they were', async () => {
  const { page } = await as('operator');
  await page.goto('/dashboard/audit?action=trial_voided');
  await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
  await product.portal.database.query('DELETE FROM staff_sessions');
  await page.getByRole('link', { name: 'Flags' }).click();
  await page.getByLabel('E-mail address').fill('operator@example.com');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Flags' }).waitFor();
  await page.getByRole('button', { name: /^Menu of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await page.context().close();
});

test('keys go to pages, the palette finds a namespace, and single keys can be switched off', async () => {
  const { id } = await groupWithTrial('zeta-palette');
  const { page } = await as('viewer');
  await page.goto('/dashboard/flags');
  await page.getByRole('heading', { level: 1, name: 'Flags' }).waitFor();
  await page.keyboard.type('gr');
  await page.getByRole('heading', { level: 1, name: 'Rules and trial types' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder(/or a page/).fill('zeta-palette');
  await page.getByText('by its path').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/namespaces/${id}`);
  await page.keyboard.press('?');
  await page.getByLabel('Single keys do something').click({ force: true });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.type('gr');
  expect(page.url()).toContain(`/namespaces/${id}`);
  await page.context().close();
});

test('where saas is dead the page says so, and the portal’s own answer stays', async () => {
  const { id } = await groupWithTrial('zeta-dead');
  await product.stopSaas();
  const { page } = await as('viewer');
  await page.goto(`/dashboard/namespaces/${id}?user=${owner}`);
  await page.getByText('The half of saas is missing').waitFor();
  await page.getByText('saas cannot be reached.').waitFor();
  await page.getByText('The last checks cannot be had').waitFor();
  expect(await verdictOf(page)).toContain(`Namespace ${id} may not start a trial.`);
  await page.context().close();
});
