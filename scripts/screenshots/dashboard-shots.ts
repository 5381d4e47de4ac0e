import type { Page } from 'playwright-core';
import { exampleFlag } from '#flags/definitions/example-flag.ts';
import { FLAGS } from '#flags/definitions/flags.ts';
import { PAGE_PATHS } from '#portal/pages/page-paths.ts';
import { type Shot, type Shown, shotsOf } from './shots-of.ts';

/** The demo evaluates those that are not permanent. */
export const SHOWN_FLAG = (FLAGS.find(({ type }) => type !== 'permanent') ?? exampleFlag).name;

/** By the paths of the dashboard's pages. What is shown is the demo's. */
export const SHOWN: Readonly<Record<string, Shown>> = {
  '': null,
  '/namespaces': { name: 'search', prepare: (page) => search(page, 'ada@example.com') },
  '/namespaces/:id': { name: 'namespace', path: '/namespaces/11?user=7' },
  '/flags/:flag': { name: 'flag', path: `/flags/${SHOWN_FLAG}` },
  '/rollouts/:flag': { name: 'rollout', path: `/rollouts/${SHOWN_FLAG}` },
  '/rules/:code': { name: 'rule', path: '/rules/applicant_trial_limit' },
  '/trial_types/:type': { name: 'trial-type', path: '/trial_types/ultimate_with_dap' },
  '/billing_accounts/drift': { name: 'drift' },
  '/billing_accounts/:id': { name: 'billing-account', path: '/billing_accounts/1' },
  '/customers/:id': { name: 'customer', path: '/customers/1' },
  '/people/:id': { name: 'person', path: '/people/3' },
  '/invitation': { path: '/invitation#which-nobody-was-given', isSignedIn: false },
};

/** Every page, and what opens on one. */
export function dashboardShots(): Shot[] {
  return [
    { name: 'sign-in', path: '/', isSignedIn: false },
    ...shotsOf(PAGE_PATHS, SHOWN),
    { name: 'last-checks', path: '/namespaces/1?user=7', isSignedIn: true, prepare: scrollToChecks },
    { name: 'action', path: '/namespaces/14', isSignedIn: true, prepare: openAction },
    { name: 'palette', path: '/namespaces', isSignedIn: true, prepare: openPalette },
  ];
}

async function search(page: Page, text: string): Promise<void> {
  await page.getByLabel('What the ticket has').fill(text);
  await page.getByText('trial_already_used').first().waitFor();
}

async function scrollToChecks(page: Page): Promise<void> {
  const card = page.getByRole('region', { name: 'Last checks', exact: true });
  await card.getByRole('row').nth(1).waitFor();
  await card.evaluate((element) => window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 110));
}

async function openAction(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Void trial/ }).click();
  await page.getByText('Answer after').waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.getByPlaceholder(/or a page/).fill('kepler');
  await page.getByText('by its path').waitFor();
}
