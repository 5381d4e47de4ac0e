import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#domain/people/roles.ts';
import { APPLY_PATH } from '#sdk/contract.ts';
import { buildWeb } from '../../../scripts/build-web.ts';
import { givePasswords } from '../../portal/support/browser-session.ts';
import { planOf } from '../../rollouts/support/rollout-world.ts';
import { insertBillingAccount } from '../../support/insert-billing-account.ts';
import { application, startTestPortal, type TestPortal } from '../../support/test-portal.ts';
import { openBrowser } from '../support/open-browser.ts';
import { openDashboard } from '../support/open-dashboard.ts';
import { TOLD_GROUP, tellComparisons } from '../support/tell-comparisons.ts';
import { TOLD_OVERVIEW, tellNumbers } from '../support/tell-numbers.ts';

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

test('drift is repaired with a bar that comes to its end, and the account is found and has its member', async () => {
  await portal.database.query(
    "INSERT INTO customers (reference, zuora_account_id, zuora_account_set_at) VALUES ('drifting', 'zuora-lost', now() - interval '1 hour')",
  );
  const { page } = await as('operator');
  await page.goto('/dashboard/billing_accounts/drift');
  const customers = page.getByRole('region', { name: 'Customers who do not match now' });
  await customers.getByText('missing_membership').waitFor();
  await page.getByRole('button', { name: 'Repair' }).click();
  await page.getByLabel('Reason').fill(reason);
  await page.getByRole('button', { name: 'Repair it' }).click();
  await page.getByText('nothing drifts', { exact: true }).waitFor();
  await customers.getByText('Nobody, as far as was looked.').waitFor();
  await page.getByRole('region', { name: 'Nothing drifts' }).waitFor();
  await page.goto('/dashboard/billing_accounts?q=drifting');
  await page.getByRole('link', { name: 'zuora-lost' }).click();
  await page.getByRole('region', { name: 'Members' }).getByRole('link', { name: 'drifting' }).waitFor();
  await page.context().close();
});

test('a customer signs up, a colleague is linked, the account is taken from a customer, one is merged and one is deleted', async () => {
  const { customerId } = await insertBillingAccount(portal.database, 'kepler', 'A00000042');
  const { rows } = await portal.database.query<{ id: number }>(
    "INSERT INTO customers (reference, name) VALUES ('tycho', 'Tycho'), ('galilei', 'Galilei') RETURNING id",
  );
  const [tycho, galilei] = rows.map(({ id }) => id);
  const { page } = await as('operator');
  await page.goto('/dashboard/billing_accounts');
  await page.getByRole('button', { name: 'Sign a customer up' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Brahe');
  await page.getByRole('button', { name: 'Sign up', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Brahe' }).waitFor();
  const act = async (verb: string, typed?: [label: string, text: string]) => {
    await page.getByRole('button', { name: verb, exact: true }).click();
    const dialog = page.getByRole('dialog');
    if (typed) await dialog.getByLabel(typed[0]).fill(typed[1]);
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: verb }).click();
    await dialog.waitFor({ state: 'hidden' });
  };
  const accountOf = async (id: number | undefined) =>
    (await portal.as('viewer', 'GET', `/api/v1/customers/${id}`)).body.customer.zuora_account_id;
  await page.goto(`/dashboard/customers/${customerId}`);
  await act('Link a colleague', ['Id of the colleague', String(tycho)]);
  expect(await accountOf(tycho)).toBe('zuora-A00000042');
  await act('Unlink a colleague', ['Id of the colleague', String(tycho)]);
  expect(await accountOf(tycho)).toBeNull();
  await act('Edit the Zuora account', ['Zuora account id', '']);
  await page.getByRole('button', { name: 'Link a colleague', exact: true }).waitFor({ state: 'hidden' });
  expect(await accountOf(customerId)).toBeNull();
  await act('Merge into another customer', ['Id of the customer who stays', String(tycho)]);
  await page.getByRole('link', { name: `customer ${tycho}` }).click();
  await page.getByRole('heading', { level: 1, name: 'Tycho' }).waitFor();
  await page.goto(`/dashboard/customers/${galilei}`);
  await act('Delete');
  await page.getByText('The person’s details are gone').waitFor();
  await page.context().close();
});

test('a flag that has left the code goes step by step: with evidence, and with a justification before its turn', async () => {
  await portal.database.query(
    `INSERT INTO flag_states (environment, flag, state, feature, revision, changed_by)
     SELECT name, 'old_flag', 'on', '{"name":"old_flag","enabled":true,"strategies":[]}', 0, 'Ada' FROM flag_environments`,
  );
  const { page } = await as('operator');
  await page.goto('/dashboard/flags');
  await page.getByRole('link', { name: 'old_flag' }).click();
  const steps = page.getByRole('listitem');
  const removed = steps.filter({ hasText: 'Its code is removed' });
  await removed.getByRole('button', { name: 'Take it', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  expect(await dialog.getByRole('button', { name: 'Take the step' }).isDisabled()).toBe(true);
  await dialog.getByLabel('What the code keeps').selectOption('on');
  await dialog.getByLabel('Evidence').fill('commit 4b825dc');
  await dialog.getByRole('button', { name: 'Take the step' }).click();
  await removed.getByText('commit 4b825dc').waitFor();
  const off = steps.filter({ hasText: 'It is switched off everywhere' });
  await off.getByText('is not deployed to').waitFor();
  await off.getByRole('button', { name: 'Take it anyway' }).click();
  await dialog.getByText('It is not its turn').waitFor();
  await dialog.getByLabel('Reason').fill('nothing asks for it any more');
  await dialog.getByRole('button', { name: 'Take it before its turn' }).click();
  await off.getByText('Before its turn, because: nothing asks for it any more').waitFor();
  await page.getByText('Now: switched off, and watched.').waitFor();
  await page.context().close();
});

test('each number of the overview leads to what explains it, and a link shows the same to somebody else', async () => {
  await tellNumbers(portal);
  const { page } = await as('viewer');
  await page.goto(`/dashboard${TOLD_OVERVIEW}`);
  const seenBehind = async (label: string, what: Locator) => {
    await page.getByRole('link', { name: label }).focus();
    await page.keyboard.press('Enter');
    await what.waitFor();
  };
  const row = (name: string | RegExp) => page.getByRole('row', { name });
  const rowOf = (table: string, name: string) =>
    page.getByRole('region', { name: table, exact: true }).getByRole('row', { name });
  // First, since a process that is not heard for 15 seconds is silent.
  await seenBehind('Circuit breakers', row('portal: open'));
  await seenBehind('Checks', rowOf('By place', 'cta'));
  await seenBehind('Time of a check, 99 of 100', row('cta 6'));
  await seenBehind('Older than a change', row('store 10 9 1'));
  await expect.poll(() => page.evaluate(() => new URL(document.URL).hash)).toBe('#staleness');
  // Each of the others is a page of its own, and its address shows the same to somebody else.
  await seenBehind('Answered without the portal', rowOf('By tier', 'l1'));
  await page.goBack();
  await seenBehind('Fallbacks', row(/feed_behind .* may be missing/));
  await page.reload();
  await row(/feed_behind .* may be missing/).waitFor();
  await row(/plan is undefined saas 1 .* example_flag on/).waitFor();
  await page.goBack();
  await seenBehind('Commit until told, 99 of 100', page.getByText('saas has not told how its cache is'));
  await page.reload();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('feed');
  await page.goBack();
  await seenBehind('Provisioning waits', page.getByRole('heading', { name: 'Nothing is undeliverable' }));
  await page.goBack();
  await page.getByRole('link', { name: 'Last week' }).click();
  await page.getByText('The last week of a-bad-day').waitFor();
  await page.context().close();
});

test('what saas does not accept is listed with what it said, leads to the namespace, and is sent again', async () => {
  const { body } = await portal.gitlab('POST', APPLY_PATH, { body: application(4_712) });
  const { page } = await as('operator');
  await page.goto('/dashboard/overview/provisionings');
  const row = page.getByRole('row').filter({ hasText: `trial ${body.trial.id}` });
  expect(await row.getByRole('link', { name: 'Namespace 4712' }).getAttribute('href')).toBe(
    '/dashboard/namespaces/4712',
  );
  await page.getByRole('link', { name: 'Undeliverable' }).click();
  await page.getByText('saas has refused no plan').waitFor();
  await portal.database.query(
    "UPDATE provisionings SET state = 'undeliverable', last_error = 'saas answered 422: no such plan', due_on = NULL",
  );
  await page.reload();
  await row.getByText('no such plan').waitFor();
  await row.getByRole('button', { name: 'Send again' }).click();
  await page.getByLabel('Reason').fill(reason);
  await page.getByRole('button', { name: 'Send it' }).click();
  await row.waitFor({ state: 'detached' });
  const { entries } = (await portal.as('viewer', 'GET', '/api/v1/audit?limit=1')).body;
  expect(entries).toMatchObject([{ action: 'provisioning_resent', namespace_id: 4_712, reason }]);
  await page.context().close();
});

const ROLLOUT = '/api/v1/rollouts/example_flag';
const nowOf = (page: Page) => page.getByTestId('now').innerText();

/** Fills in what a dialog asks for, and does it. */
async function say(page: Page, verb: string, label = 'Reason'): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(label).fill(reason);
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('a rollout is approved, paused, resumed and rolled back with one click, and everybody sees it without reloading', async () => {
  const agreed = 'gates: [], approvals: {by: [admin]}';
  const steps = `[{to: "users:1", gates: []}, {to: "percent:10+users:1", ${agreed}}, {to: "on", ${agreed}}]`;
  const [{ page }, { page: viewer }] = [await as('admin'), await as('viewer')];
  await viewer.goto('/dashboard/rollouts');
  await viewer.getByText('There was no rollout yet').waitFor();
  await viewer.getByText('trialgate rollout start <flag>').waitFor();
  await page.goto('/dashboard/flags/example_flag');
  await page.getByRole('link', { name: 'Its page' }).click();
  await page.getByText('There was no rollout of this flag yet').waitFor();
  const started = await portal.as('operator', 'POST', `${ROLLOUT}/start`, { plan: planOf('', steps), reason });
  expect(started.body).toMatchObject({ success: true });
  await viewer.getByRole('link', { name: 'example_flag' }).click();
  await viewer.getByText('waits for 1 more by admin').waitFor();
  await page.getByText('waits for 1 more by admin').waitFor();
  expect(await nowOf(page)).toMatch(/^1 named user in customers-staging; next 10 % and 1 named user: /);

  await page.getByRole('button', { name: 'Approve' }).waitFor();
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByText('10 % and 1 named user in customers-staging, by plan').waitFor();
  await say(page, 'Approve');
  await expect.poll(() => nowOf(viewer), { timeout: 5_000 }).toMatch(/^10 % and 1 named user in customers-staging/);
  await expect.poll(() => nowOf(page), { timeout: 5_000 }).toMatch(/^10 % and 1 named user in customers-staging/);
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.keyboard.press('p');
  await say(page, 'Pause');
  await expect.poll(() => nowOf(viewer), { timeout: 5_000 }).toContain(`paused: ${reason}`);
  await page.getByRole('button', { name: 'Resume' }).click();
  await say(page, 'Resume');
  const line = page.getByRole('listitem').filter({ hasText: 'The documentation is up to date.' });
  await line.getByRole('button', { name: 'Done…' }).click();
  await say(page, 'It is done', 'What came of it, and where one can see it');
  await line.getByText(`The admin, now: ${reason}`).waitFor();

  await page.getByRole('button', { name: 'Roll back' }).click();
  await page.getByText(/ms from your word/).waitFor();
  expect((await portal.as('viewer', 'GET', ROLLOUT)).body.rollout).toMatchObject({ state: 'off', owes_reason: true });
  await page
    .getByTestId('went-back')
    .getByText(/^[\d.]+ ms$/)
    .waitFor();
  await viewer.getByText('The reason is still to be given, by an operator.').waitFor();
  const acts = /^(Approve|Pause|Resume|Roll back|I am there|Done…|Not applicable…|There is one…|Give the reason)/;
  expect(await viewer.getByRole('button', { name: acts }).count()).toBe(0);
  await page.getByLabel('Reason').fill('registrations failed');
  await page.getByRole('button', { name: 'Give the reason' }).click();
  await viewer.getByRole('heading', { name: 'Why was it rolled back?' }).waitFor({ state: 'hidden' });
  await viewer.getByTestId('went-back').getByText('Because: registrations failed').waitFor();
  for (const one of [page, viewer]) await one.context().close();
});

test('somebody else’s edit is reverted, a freeze holds until it is over, and what is completed carries the removal through', async () => {
  const steps = '[{to: "users:1", gates: []}, {to: "on", gates: []}]';
  const { page } = await as('operator');
  await page.goto('/dashboard/rollouts');
  await page.getByRole('button', { name: 'There is one…' }).click();
  await page.getByRole('dialog').getByLabel('What').selectOption('freeze');
  await say(page, 'Hold rollouts');
  await portal.as('operator', 'POST', `${ROLLOUT}/start`, { plan: planOf('interlocks: [freeze]', steps), reason });
  await page.goto('/dashboard/rollouts/example_flag');
  await expect.poll(() => nowOf(page), { timeout: 5_000 }).toContain('There is a freeze, says The operator');
  await page.getByRole('button', { name: 'Do not wait for it' }).click();
  await say(page, 'Do not wait');
  await expect.poll(() => nowOf(page), { timeout: 5_000 }).toMatch(/^1 named user.*There is a freeze/);
  const flag = '/api/v1/flags/example_flag/environments/customers-staging';
  await portal.as('admin', 'PUT', flag, { state: 'percent:5', reason });
  await page.getByRole('button', { name: 'Revert the edit' }).click();
  await page.getByRole('dialog').getByText('The admin set the flag to 5 %').waitFor();
  await say(page, 'Revert it');
  await page
    .getByRole('region', { name: 'Incidents and freezes' })
    .first()
    .getByRole('button', { name: 'It is over' })
    .click();
  await say(page, 'It is over');
  await expect.poll(() => nowOf(page), { timeout: 5_000 }).toBe('Completed: everybody has it.');
  const removed = page.getByRole('listitem').filter({ hasText: 'Its code is removed' });
  await removed.getByRole('button', { name: /^Take it/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What the code keeps').selectOption('on');
  await dialog.getByLabel('Evidence').fill('commit 4b825dc');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: /^Take/ }).click();
  await removed.getByText('commit 4b825dc').waitFor();
  const line = page.getByRole('listitem').filter({ hasText: 'The change that removes the flag' });
  await line.getByText('done', { exact: true }).waitFor();
  await dialog.waitFor({ state: 'hidden' });
  await page.keyboard.press('Shift+R');
  await expect.poll(() => nowOf(page), { timeout: 5_000 }).toContain('Rolled back');
  await page.context().close();
});
