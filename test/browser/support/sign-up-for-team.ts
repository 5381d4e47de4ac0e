import type { Page } from 'playwright-core';

/** Signs up for a team, and comes to the page that offers a first group with its trial. */
export async function signUpForTeam(page: Page): Promise<void> {
  await page.goto('/users/sign_up?glm_source=about.gitlab.com');
  for (const [label, text] of [
    ['First name', 'Ada'],
    ['Last name', 'Lovelace'],
    ['Username', 'ada'],
    ['Email', 'ada@example.com'],
    ['Password', 'correct horse battery'],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(text);
  }
  await page.getByLabel('Role').selectOption('other');
  await page.getByLabel('My company or team').check();
  await page.getByRole('button', { name: 'Create account' }).click();
}
