import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWeb } from '../../scripts/build-web.ts';
import { insertSubscription } from '../saas/support/billing-rows.ts';
import { type OpenPage, openBrowser, openPage } from './support/open-browser.ts';
import { signUpForTeam } from './support/sign-up-for-team.ts';
import { startWholeProduct, type WholeProduct } from './support/whole-product.ts';

const PREMIUM = 'ultimate_on_premium_with_gitlab_duo_enterprise';
const STARTED = /^You have successfully started a GitLab Ultimate trial that will expire on \d+ \w+ \d{4} \(UTC\)\.$/;

let browser: Browser;
let product: WholeProduct;
let opened: OpenPage;
let groups = 0;

beforeAll(async () => {
  await buildWeb();
  browser = await openBrowser();
  product = await startWholeProduct();
  opened = await openPage(browser, product.url);
  await signUpForTeam(opened.page);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

test('who signs up for a team is offered a trial with their first group', async () => {
  const { page } = opened;
  await page.getByRole('heading', { name: "Create your team's first group" }).waitFor();
  expect(new URL(page.url()).search).toBe('?glm_source=about.gitlab.com');
  await page.getByRole('button', { name: 'Create group and start trial' }).click();
  await page.getByText("Group name can't be blank.").waitFor();
  await page.getByLabel('Group name').fill('Team');
  await page.keyboard.press('Enter');
  await page.getByText(STARTED).waitFor();
  const { rows } = await product.database.pool.query(
    'SELECT initial_registration_type, registration_type, glm_source FROM user_onboardings',
  );
  expect(rows).toEqual([
    { initial_registration_type: 'free', registration_type: 'trial', glm_source: 'about.gitlab.com' },
  ]);
});

async function makeGroup(page: Page, plan: string): Promise<number> {
  groups += 1;
  await page.goto('/groups/new');
  await page.getByLabel('Group name').fill(`${plan} ${groups}`);
  await page.getByRole('button', { name: 'Create group' }).click();
  await page.getByRole('heading', { level: 1, name: `${plan} ${groups}` }).waitFor();
  const id = Number(new URL(page.url()).pathname.split('/')[2]);
  await insertSubscription(product.database.pool, id, plan);
  return id;
}

test('a premium group meets its own alert, and gets the trial for premium', async () => {
  const { page } = opened;
  const id = await makeGroup(page, 'premium');
  await page.goto(`/groups/${id}`);
  await page.getByRole('link', { name: 'Start 30-day trial' }).first().click();
  await page.getByLabel('Company name').fill('ACME');
  await page.getByLabel('Country or region').selectOption('NL');
  await page.getByRole('button', { name: `Start 30-day trial of premium ${groups}` }).click();
  await page.getByText(STARTED).waitFor();
  const { rows } = await product.portal.database.query('SELECT trial_type FROM trials WHERE namespace_id = $1', [id]);
  expect(rows).toEqual([{ trial_type: PREMIUM }]);
});

test('an ultimate group gets a page that explains, and no offer', async () => {
  const { page } = opened;
  const id = await makeGroup(page, 'ultimate');
  await page.goto(`/groups/${id}/-/billing`);
  await page.getByRole('heading', { name: 'Plan', exact: true }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.getByText(/Start .*trial/).count()).toBe(0);
  const answer = await page.goto(`/-/trials/new?namespace_id=${id}`);
  expect(answer?.status()).toBe(403);
  await page.getByRole('heading', { name: 'This group cannot start a trial' }).waitFor();
  await page.getByText('on the Free and Premium plans').waitFor();
});
