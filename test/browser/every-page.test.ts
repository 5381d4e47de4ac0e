import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PAGES_FOLDER } from '#saas/pages/pages-folder.ts';
import { buildWeb } from '../../scripts/build-web.ts';
import { expectReadable, SHIFT } from './support/expect-readable.ts';
import { type OpenPage, openBrowser, openPage } from './support/open-browser.ts';
import { groupOf, NO_TRIAL, ProductStandIn, RUNNING, SIGNED_IN_COOKIE } from './support/product-stand-in.ts';

let browser: Browser;
const product = new ProductStandIn();
let url: string;
/** One window for people with a session and one for others: what it has loaded once it need not load again. */
const windows = new Map<boolean, OpenPage>();

beforeAll(async () => {
  await buildWeb();
  product.groups = [
    groupOf(1, 'Zeta'),
    groupOf(2, 'Alpha', { plan: 'premium', plan_title: 'Premium' }),
    groupOf(3, 'Rho', { plan: 'ultimate_trial', plan_title: 'Ultimate Trial', trial: RUNNING, is_owner: false }),
    groupOf(4, 'A name of which nobody thought that it would be so long, and which has nowhere to break'),
    groupOf(5, 'Old', { trial: { ...RUNNING, state: 'ended', days_left: null } }),
    groupOf(6, 'Starting', { trial: { ...RUNNING, state: 'starting', days_left: null } }),
    groupOf(7, 'Refused', { trial: { ...NO_TRIAL, state: 'refused', sentence: 'It has had one.' } }),
    groupOf(8, 'Confirming', { trial: { ...NO_TRIAL, state: 'confirming' } }),
  ];
  product.unknown = [4];
  product.others = [{ id: 5, name: 'Old', sentence: 'It has had one.' }];
  [url, browser] = await Promise.all([product.start(), openBrowser()]);
  windows.set(true, await openPage(browser, url, { cookies: [SIGNED_IN_COOKIE] }));
  windows.set(false, await openPage(browser, url));
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

type Look = [
  name: string,
  path: string,
  isSignedIn: boolean,
  sees: string,
  then?: ((page: Page) => Promise<void>) | undefined,
];
const PAGES: Look[] = [
  ['sign-up', '/users/sign_up', false, 'Create an account'],
  ['trial registration', '/-/trial_registrations/new', false, 'Start your free trial'],
  [
    'trial registration with mistakes',
    '/-/trial_registrations/new',
    false,
    'Start your free trial',
    async (page) => {
      await page.getByRole('button', { name: 'Create account and start trial' }).click();
      await page.getByText("First name can't be blank.").waitFor();
    },
  ],
  ['sign-in', '/users/sign_in', false, 'Sign in'],
  ['groups', '/', true, 'Your groups'],
  ['new group', '/groups/new', true, 'Create a group'],
  ['free group', '/groups/1', true, 'Zeta'],
  ['premium group', '/groups/2', true, 'Alpha'],
  ['group in its trial', '/groups/3', true, 'Rho'],
  ['group with a long name', '/groups/4', true, 'A name of which'],
  ['group after its trial', '/groups/5', true, 'Old'],
  ['group whose trial is starting', '/groups/6', true, 'Starting'],
  ['group whose trial was refused', '/groups/7', true, 'Refused'],
  ['group whose trial is being confirmed', '/groups/8', true, 'Confirming'],
  ['billing', '/groups/1/-/billing', true, 'Zeta'],
  [
    'trial form',
    '/-/trials/new',
    true,
    'Start your free trial',
    async (page) => {
      await page.getByRole('combobox', { name: 'Group' }).click();
      await page.getByRole('option', { name: /Old/ }).waitFor();
    },
  ],
  ['access', '/-/trials/new?namespace_id=5', true, 'This group cannot start a trial'],
  [
    'user menu',
    '/groups/1',
    true,
    'Zeta',
    async (page) => {
      await page.getByRole('button', { name: /^Menu of/ }).click();
      await page.getByRole('menuitem', { name: 'Start an Ultimate trial' }).waitFor();
    },
  ],
  ['not found', '/nowhere', true, 'Page not found'],
];

test.each(PAGES)(
  '%s: nothing moves, nothing is refused, it fits a phone, and axe finds nothing serious',
  async (_, path, isSignedIn, sees, then) => {
    const { page, complaints } = windows.get(isSignedIn) as OpenPage;
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1_280, height: 720 });
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: sees }).waitFor();
    expect(await page.title()).toContain('· Trialgate');
    expect(await page.evaluate<number>(SHIFT)).toBeLessThan(0.01);
    await then?.(page);

    await expectReadable(page);
    expect(complaints).toEqual([]);
  },
);

test('light and dark can be switched, the choice is there from the first byte on, and the system is followed again', async () => {
  const { page } = await openPage(browser, url, { colorScheme: 'light' });
  await page.goto('/users/sign_in');
  await page.getByRole('button', { name: 'Switch to dark mode' }).click();
  const chosen = await page.goto('/users/sign_up');
  expect(await chosen?.text()).toContain('<html lang="en" data-mantine-color-scheme="dark"');
  await page.getByRole('button', { name: 'Switch to light mode' }).click();
  const followed = await page.goto('/users/sign_up');
  expect(await followed?.text()).not.toContain('data-mantine-color-scheme');
  await page.context().close();
});

test('a page needs less than 300 kB of script, compressed', () => {
  const folder = join(PAGES_FOLDER, 'assets');
  const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  const sizes = scripts.map((file) => gzipSync(readFileSync(join(folder, file))).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
});
