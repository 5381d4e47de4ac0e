import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProductFailure } from '#saas/contract/product-api.ts';
import { buildWeb } from '../../scripts/build-web.ts';
import { openBrowser, openPage } from './support/open-browser.ts';
import { groupOf, ProductStandIn, SIGNED_IN_COOKIE } from './support/product-stand-in.ts';

let browser: Browser;
let product: ProductStandIn;
let url: string;

beforeAll(async () => {
  await buildWeb();
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  product = new ProductStandIn();
  url = await product.start();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await product.stop();
});

const open = async (path: string): Promise<Page> => {
  const { page } = await openPage(browser, url, { cookies: [SIGNED_IN_COOKIE] });
  await page.goto(path);
  return page;
};

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel('Company name').fill('ACME & <b>Söhne</b>');
  await page.getByLabel('Phone number (optional)').fill('+31 20 123');
  await page.getByLabel('Country or region').selectOption('NL');
}

async function expectFilledIn(page: Page): Promise<void> {
  expect(await page.getByLabel('First name').inputValue()).toBe('Sam');
  expect(await page.getByLabel('Company name').inputValue()).toBe('ACME & <b>Söhne</b>');
  expect(await page.getByLabel('Phone number (optional)').inputValue()).toBe('+31 20 123');
  expect(await page.getByLabel('Country or region').inputValue()).toBe('NL');
}

const refused = (more: Partial<ProductFailure> = {}): ProductFailure => {
  return { errors: {}, code: 'trial_failed', sentence: 'The trial could not be started.', ...more };
};

test('what is missing is told beside its field, and the first one gets the focus', async () => {
  const page = await open('/-/trials/new');
  await page.getByRole('button', { name: 'Start 30-day trial' }).click();
  await page.getByText('You must enter a new group name.').waitFor();
  await page.getByText("Company name can't be blank.").waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.id))
    .toBe(await page.getByLabel('New group name').getAttribute('id'));
  expect(product.applications).toEqual([]);
});

test.each([
  ['lead_failed', 'resubmit_lead'],
  ['trial_failed', 'resubmit_trial'],
] as const)('%s keeps every field, and is sent again as %s', async (reason, step) => {
  product.groups = [groupOf(1, 'Zeta')];
  product.failures = [{ status: 422, failure: refused({ reason, step, namespace_id: 1 }) }];
  const page = await open('/-/trials/new?namespace_id=1&glm_content=discover-group-security');
  await fillIn(page);
  await page.getByRole('button', { name: 'Start 30-day trial of Zeta' }).click();
  await page.getByText('Trial registration unsuccessful').waitFor();
  await page.getByText('The trial could not be started.').waitFor();
  await expectFilledIn(page);
  await page.getByRole('button', { name: 'Resubmit request' }).click();
  await page.getByText('Congratulations, your free trial is activated.').waitFor();
  expect(product.applications.map((one) => [one.step, one.namespace_id])).toEqual([
    ['full', 1],
    [step, 1],
  ]);
});

test('a new group that was made before the lead failed is not made twice', async () => {
  const failure = refused({ reason: 'lead_failed', step: 'resubmit_lead', namespace_id: 55 });
  product.failures = [{ status: 422, failure }];
  const page = await open('/-/trials/new');
  await page.getByLabel('New group name').fill('Brand new');
  await fillIn(page);
  await page.getByRole('button', { name: 'Start 30-day trial of Brand new' }).click();
  await page.getByRole('button', { name: 'Resubmit request' }).click();
  await page.getByText('You have successfully started').waitFor();
  expect(product.applications[1]).toMatchObject({ step: 'resubmit_lead', namespace_id: 55 });
  expect(product.applications[1]).not.toHaveProperty('new_group_name');
});

test('a name that the server does not take is told beside the field', async () => {
  const errors = { new_group_name: ['can contain only letters'] };
  product.failures = [{ status: 422, failure: refused({ errors, code: 'invalid_request' }) }];
  const page = await open('/-/trials/new');
  await page.getByLabel('New group name').fill('***');
  await fillIn(page);
  await page.getByRole('button', { name: 'Start 30-day trial of ***' }).click();
  await page.getByText('New group name can contain only letters.').waitFor();
  expect(await page.getByLabel('New group name').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('New group name').inputValue()).toBe('***');
  await expectFilledIn(page);
});

test('503: try again, with every field kept', async () => {
  product.groups = [groupOf(1, 'Zeta')];
  const more = { code: 'portal_unavailable', sentence: 'The trial cannot be started right now.' };
  const step = { reason: 'trial_failed', step: 'resubmit_trial', namespace_id: 1 } as const;
  product.failures = [{ status: 503, failure: refused({ ...more, ...step }) }];
  const page = await open('/-/trials/new');
  await fillIn(page);
  await page.getByRole('button', { name: 'Start 30-day trial of Zeta' }).click();
  await page.getByText('We cannot start the trial right now').waitFor();
  await expectFilledIn(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('You have successfully started').waitFor();
  expect(product.applications[1]?.step).toBe('resubmit_trial');
});

test('groups that cannot start one are greyed with the reason, unknown ones say so, and the keyboard passes them by', async () => {
  product.groups = [groupOf(1, 'Zeta'), groupOf(2, 'Alpha'), groupOf(3, 'Rho'), groupOf(4, 'Tau')];
  product.others = [{ id: 3, name: 'Rho', sentence: 'This group has already had its trial.' }];
  product.unknown = [4];
  const page = await open('/-/trials/new');
  await page.getByText('We cannot check all of your groups right now').waitFor();
  await page.getByRole('combobox', { name: 'Group' }).focus();
  await page.keyboard.press('Enter');
  const closed = page.locator('[role="option"][data-combobox-disabled]');
  await closed.first().waitFor();
  expect(await closed.allInnerTexts()).toEqual([
    expect.stringMatching(/^Tau\s+We cannot check this group right now\.$/),
    expect.stringMatching(/^Rho\s+This group has already had its trial\.$/),
  ]);
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await page.getByRole('combobox', { name: 'Group' }).inputValue()).toBe('Alpha');
  await page.getByRole('button', { name: 'Start 30-day trial of Alpha' }).waitFor();

  product.unknown = [];
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByText('We cannot check all of your groups right now').waitFor({ state: 'detached' });
  expect(await page.getByRole('combobox', { name: 'Group' }).inputValue()).toBe('Alpha');
});

test('nobody can be asked at all: the page is there, and a new group can still be tried', async () => {
  product.groups = [groupOf(1, 'Zeta')];
  product.broken = /eligible_namespaces|ctas/;
  const page = await open('/-/trials/new');
  await page.getByText('We cannot check all of your groups right now').waitFor();
  await page.getByRole('combobox', { name: 'Group' }).click();
  await page.getByRole('option', { name: 'Create group' }).click();
  await page.getByLabel('New group name').waitFor();
  await page.goto('/groups/1');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  expect(await page.getByText('Start Ultimate trial').count()).toBe(0);
});

test.each([
  ['one that may not', 3, 'This group has already had its trial.'],
  ['one of others', 99, 'you are not an Owner of this one'],
])('a link for %s explains itself', async (_, id, sentence) => {
  product.groups = [groupOf(3, 'Rho')];
  product.others = [{ id: 3, name: 'Rho', sentence: 'This group has already had its trial.' }];
  const page = await open(`/-/trials/new?namespace_id=${id}`);
  await page.getByText(sentence).waitFor();
  expect(await page.getByLabel('Company name').count()).toBe(0);
});

test('without a session the form leads to the registration, with where the person came from', async () => {
  const { page } = await openPage(browser, url);
  await page.goto('/-/trials/new?namespace_id=1&glm_source=about.gitlab.com');
  await page.waitForURL('**/-/trial_registrations/new?glm_source=about.gitlab.com');
  await page.goto('/groups/1');
  await page.waitForURL('**/users/sign_in?redirect_to=%2Fgroups%2F1');
});

test('a session that has ended on the server leads to the sign-in and back', async () => {
  product.groups = [groupOf(1, 'Zeta')];
  product.isSignedIn = false;
  const page = await open('/groups/1');
  await page.getByLabel('Username or email').fill('sam');
  await page.getByLabel('Password', { exact: true }).fill('correct-horse');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Zeta' }).waitFor();
});
