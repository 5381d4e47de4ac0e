import { test } from 'vitest';
import { openPage } from './support/open-browser.ts';
import { prepareProducts } from './support/sign-up-by-keyboard.ts';
import { signUpForTeam } from './support/sign-up-for-team.ts';

const withProduct = prepareProducts({ FLAG_OVERRIDES: 'use_ssot_for_trial_eligibility=off' });

test('the old queries wait for a lock: the form says that it cannot check right now, and goes on when it can', async () => {
  await withProduct(async ({ url, database }, browser) => {
    const connection = await database.pool.connect();
    const { page } = await openPage(browser, url);
    await signUpForTeam(page);
    await page.getByRole('link', { name: 'Skip for now' }).click();
    await page.goto('/groups/new');
    await page.getByLabel('Group name').fill('Zeta');
    await page.getByRole('button', { name: 'Create group' }).click();
    await page.getByRole('heading', { level: 1, name: 'Zeta' }).waitFor();
    try {
      await connection.query('BEGIN');
      await connection.query('LOCK TABLE subscription_add_on_purchases IN ACCESS EXCLUSIVE MODE');
      await page.goto('/-/trials/new');
      await page
        .getByText(/right now/)
        .first()
        .waitFor();
    } finally {
      await connection.query('ROLLBACK');
      connection.release();
    }
    await page.getByRole('button', { name: /again/ }).click();
    await page.getByRole('button', { name: 'Start 30-day trial of Zeta' }).waitFor();
  });
});
