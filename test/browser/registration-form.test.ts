import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildWeb } from '../../scripts/build-web.ts';
import { openBrowser, openPage } from './support/open-browser.ts';
import { ProductStandIn, RUNNING } from './support/product-stand-in.ts';

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
  product.isSignedIn = false;
  url = await product.start();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await product.stop();
});

async function fillIn(page: Page, groupName: string): Promise<void> {
  for (const [label, text] of [
    ['First name', 'Sam'],
    ['Last name', 'Doe'],
    ['Username', 'sam'],
    ['Email', 'sam@example.com'],
    ['Password', 'correct horse battery'],
    ['Company name (optional)', 'ACME'],
    ['Group name', groupName],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(text);
  }
  await page.getByLabel('Role').selectOption('devops_engineer');
  await page.getByLabel('My company or team').check();
}

async function register(groupName: string, path = '/-/trial_registrations/new'): Promise<Page> {
  const { page } = await openPage(browser, url);
  await page.goto(path);
  await fillIn(page, groupName);
  await page.getByRole('button', { name: 'Create account and start trial' }).click();
  return page;
}

test('what is typed is what is sent, with where the person came from', async () => {
  const page = await register('Zeta', '/-/trial_registrations/new?glm_source=docs.gitlab.com&glm_content=x');
  await page.getByText('Your trial is starting.').waitFor();
  expect(product.registrations).toEqual([
    {
      first_name: 'Sam',
      last_name: 'Doe',
      username: 'sam',
      email: 'sam@example.com',
      role: 'devops_engineer',
      password: 'correct horse battery',
      registration_type: 'trial',
      group_name: 'Zeta',
      company_name: 'ACME',
      setup_for_company: true,
      glm_source: 'docs.gitlab.com',
      glm_content: 'x',
    },
  ]);
});

test('a name that is taken is told beside its field, which gets the focus, and nothing that was typed is lost', async () => {
  product.taken = { username: ['has already been taken'] };
  const page = await register('Zeta');
  await page.getByText('Username has already been taken.').waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.id))
    .toBe(await page.getByLabel('Username').getAttribute('id'));
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('correct horse battery');
  expect(await page.getByLabel('Group name').inputValue()).toBe('Zeta');
  expect(await page.getByLabel('My company or team').isChecked()).toBe(true);
  await page.getByLabel('Username').fill('sam2');
  expect(await page.getByText('Username has already been taken.').count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.getByText('Your trial is starting.').waitFor();
});

test('the page turns by itself when the trial has arrived', async () => {
  const page = await register('Zeta');
  await page.getByText('Your trial is starting.').waitFor();
  product.groups = product.groups.map((group) => ({ ...group, trial: RUNNING }));
  await page.getByText('You have successfully started a GitLab Ultimate trial that will expire on').waitFor();
  await page.getByText('29 days left, ends 21 December 2026 (UTC)').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  expect(await page.getByText('You have successfully started').count()).toBe(0);
});

test('who may not start a trial lands in the group all the same, and reads why', async () => {
  product.registration = { trial: 'not_eligible', reason: 'This group has already had its trial.' };
  const page = await register('Zeta');
  await page.getByText('Your group is on the Free plan, without a trial').waitFor();
  await page.getByText('This group has already had its trial.').waitFor();
});

test('what people type is text, whatever it looks like', async () => {
  const name = '<img src=x onerror="document.title=1"> & \'Söhne\' 🚀';
  const page = await register(name);
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  expect(await page.locator('img').count()).toBe(0);
});

test('nobody answers: the form says so, and keeps everything', async () => {
  const { page } = await openPage(browser, url);
  await page.goto('/-/trial_registrations/new');
  await fillIn(page, 'Zeta');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Create account and start trial' }).click();
  await page.getByText('The server cannot be reached right now.').waitFor();
  expect(await page.getByLabel('Username').inputValue()).toBe('sam');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Create account and start trial' }).click();
  await page.getByText('Your trial is starting.').waitFor();
});
