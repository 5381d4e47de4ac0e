import { expect, test } from 'vitest';
import { openPage } from './support/open-browser.ts';
import { prepareProducts, RUNNING, STARTED } from './support/sign-up-by-keyboard.ts';

// Whatever the flags say.
const withProduct = prepareProducts({});

test('an account on the free plan makes a group and starts its trial later; the page turns by itself', async () => {
  await withProduct(async ({ url }, browser) => {
    const { page, complaints } = await openPage(browser, url, { viewport: { width: 360, height: 740 } });
    await page.goto('/groups/new');
    await page.getByRole('link', { name: 'Create one' }).click();
    for (const [label, text] of [
      ['First name', 'Bo'],
      ['Last name', 'Diddley'],
      ['Username', 'bo'],
      ['Email', 'bo@example.com'],
      ['Password', 'correct horse battery'],
    ] as const) {
      await page.getByLabel(label, { exact: true }).fill(text);
    }
    await page.getByLabel('Role').selectOption('other');
    await page.getByLabel('Just me').check();
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('You are not in a group yet').waitFor();

    await page.getByRole('link', { name: 'Create a group' }).click();
    await page.getByLabel('Group name').fill('Rho');
    await page.getByRole('button', { name: 'Create group' }).click();
    await page.getByRole('link', { name: 'Start Ultimate trial' }).click();

    await page.getByLabel('Company name').fill('ACME');
    await page.getByLabel('Country or region').selectOption('US');
    await page.getByLabel('State or province').selectOption('CA');
    await page.getByRole('button', { name: 'Start 30-day trial of Rho' }).click();
    await page.getByText(STARTED).waitFor();
    await page.getByText(RUNNING).waitFor();

    await page.getByRole('button', { name: 'Menu of Bo Diddley' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('Username or email').fill('bo');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('is not right').waitFor();
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /Rho/ }).waitFor();
    expect(complaints).toEqual([]);
  });
});

test('the portal is away and returns: a sign-up succeeds, says that the trial starts when it can be confirmed', async () => {
  await withProduct(async ({ url, toPortal }, browser) => {
    await toPortal.cut();
    const { page } = await openPage(browser, url);
    await page.goto('/-/trial_registrations/new');
    for (const [label, text] of [
      ['First name', 'Cy'],
      ['Last name', 'Twombly'],
      ['Username', 'cy'],
      ['Email', 'cy@example.com'],
      ['Password', 'correct horse battery'],
      ['Group name', 'Tau'],
    ] as const) {
      await page.getByLabel(label, { exact: true }).fill(text);
    }
    await page.getByLabel('Role').selectOption('other');
    const began = performance.now();
    await page.getByRole('button', { name: 'Create account and start trial' }).click();
    await page.getByText('starts as soon as it can be confirmed').waitFor();
    expect(performance.now() - began).toBeLessThan(3_000);

    await page.goto('/-/trials/new?namespace_id=0');
    await page.getByLabel('New group name').fill('Second');
    await page.getByLabel('Company name').fill('ACME');
    await page.getByLabel('Country or region').selectOption('NL');
    await page.getByRole('button', { name: 'Start 30-day trial of Second' }).click();
    await page.getByText('We cannot start the trial right now').waitFor();
    expect(await page.getByLabel('Company name').inputValue()).toBe('ACME');
    await toPortal.mend();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText(STARTED).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Second' }).waitFor();
  });
});
