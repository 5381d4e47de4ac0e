import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../dev/demo/fill-demo.ts';
import { freePort } from '../dev/free-port.ts';
import { CHROMIUM, ensureChromium } from './ensure-chromium.ts';

/** `npm run screenshots`: every page of the dashboard as the demo shows it, light and dark, into `docs/screenshots/`. */

const FOLDER = join(import.meta.dirname, '../docs/screenshots');
const SIZE = { width: 1_280, height: 860 };

type Shot = { readonly name: string; readonly path: string; readonly prepare?: (page: Page) => Promise<void> };

const SHOTS: readonly Shot[] = [
  { name: 'search', path: '/namespaces', prepare: (page) => search(page, 'ada@example.com') },
  { name: 'namespace', path: '/namespaces/11?user=7' },
  { name: 'action', path: '/namespaces/14', prepare: openAction },
  { name: 'flags', path: '/flags' },
  { name: 'flag', path: '/flags/use_ssot_for_trial_eligibility' },
  { name: 'comparisons', path: '/comparisons' },
  { name: 'rules', path: '/rules' },
  { name: 'rule', path: '/rules/applicant_trial_limit' },
  { name: 'trial-type', path: '/trial_types/ultimate_with_dap' },
  { name: 'billing-accounts', path: '/billing_accounts' },
  { name: 'billing-account', path: '/billing_accounts/1' },
  { name: 'drift', path: '/billing_accounts/drift' },
  { name: 'audit', path: '/audit' },
  { name: 'people', path: '/people' },
  { name: 'account', path: '/account' },
  { name: 'palette', path: '/namespaces', prepare: openPalette },
];

async function search(page: Page, text: string): Promise<void> {
  await page.getByLabel('What the ticket has').fill(text);
  await page.getByText('trial_already_used').first().waitFor();
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

async function signIn(browser: Browser, url: string, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({ colorScheme, viewport: SIZE, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${url}/dashboard/`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.screenshot({ path: join(FOLDER, `sign-in-${colorScheme}.png`) });
  await page.getByLabel('E-mail address').fill('ada@example.com');
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('What the ticket has').waitFor();
  return page;
}

async function shootAll(url: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await signIn(browser, url, colorScheme);
      if (colorScheme === 'light') await actAsAda(page);
      for (const { name, path, prepare } of SHOTS) {
        await page.goto(`${url}/dashboard${path}`);
        await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
        await page.getByText('Live', { exact: true }).waitFor();
        await prepare?.(page);
        await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`) });
      }
      await page.context().close();
    }
  } finally {
    await browser.close();
  }
}

/** A demo of its own, on free ports and in a folder that is gone afterwards. */
async function withDemo(work: (url: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-screenshots-'));
  // PostgreSQL runs as another user.
  await chmod(folder, 0o755);
  const [portal, saas] = [await freePort(), await freePort()];
  const demo = spawn(process.execPath, ['--require', './dev/require-runtime.cjs', 'dev/start.ts'], {
    env: { ...process.env, PORTAL_PORT: String(portal), SAAS_PORT: String(saas), TRIALGATE_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => demo.once('exit', () => resolve()));
  try {
    await new Promise<void>((resolve, reject) => {
      demo.stdout.on('data', (chunk: Buffer) => chunk.includes('Try first') && resolve());
      demo.once('exit', (code) => reject(new Error(`The demo ended with ${code}.`)));
    });
    await work(`http://127.0.0.1:${portal}`);
  } finally {
    demo.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

/** So that the log and the timeline have something to tell. */
async function actAsAda(page: Page): Promise<void> {
  const reason = 'asked for in ticket 4711';
  await page.evaluate(
    async ([csrf, why]) => {
      const call = (method: string, path: string, body: object) =>
        fetch(`/api/v1${path}`, {
          method,
          headers: { 'content-type': 'application/json', 'x-csrf-token': csrf ?? '' },
          body: JSON.stringify(body),
        });
      await call('POST', '/billing/drift_checks', { repair: true, reason: why });
      await call('PUT', '/namespaces/11/block', { reason: why, until: '2099-01-01' });
      await call('DELETE', '/namespaces/11/block', { reason: why });
      await call('PATCH', '/trial_types/ultimate_with_dap', { offered: true, reason: 'Agent Platform goes live' });
      await call('PATCH', '/trial_types/ultimate_with_dap', { offered: false, reason: 'a week later after all' });
    },
    [(await page.context().cookies()).find(({ name }) => name === 'csrf_token')?.value, reason],
  );
}

ensureChromium();
const running = process.argv[2];
await (running ? shootAll(running) : withDemo(shootAll));
