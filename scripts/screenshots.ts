import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { DEMO_PASSWORD, DEMO_USER_PASSWORD } from '../dev/demo/fill-demo.ts';
import { freePort } from '../dev/free-port.ts';
import { CHROMIUM, ensureChromium } from './ensure-chromium.ts';
import { dashboardShots, SHOWN_FLAG } from './screenshots/dashboard-shots.ts';
import { saasShots } from './screenshots/saas-shots.ts';
import type { Shot } from './screenshots/shots-of.ts';

/**
 * `npm run screenshots`: every page of the product and of the dashboard as the demo shows them, light and dark, into
 * `docs/screenshots/`. Of a demo of its own, or of one that runs: `npm run screenshots -- <portal> <saas>`.
 */

const FOLDER = join(import.meta.dirname, '../docs/screenshots');
const SIZE = { width: 1_280, height: 860 };

/** The addresses of both. */
type Running = { readonly portal: string; readonly saas: string };
type Scheme = 'light' | 'dark';
type Site = {
  readonly url: string;
  readonly shots: readonly Shot[];
  readonly signIn: (page: Page) => Promise<void>;
  /** Once everything that is on its way is on the page. */
  readonly settled: (page: Page, shot: Shot) => Promise<unknown>;
};

const isQuiet = (page: Page) => page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));

const saasSite = (url: string): Site => ({
  url,
  shots: saasShots(),
  signIn: async (page) => {
    await page.goto(`${url}/users/sign_in`);
    await page.getByLabel(/^User ?name/i).fill('ada');
    await page.getByLabel('Password', { exact: true }).fill(DEMO_USER_PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Your groups' }).waitFor();
  },
  settled: async (page) => {
    await page.waitForLoadState('networkidle');
    await isQuiet(page);
  },
});

const dashboardSite = (url: string): Site => ({
  url: `${url}/dashboard`,
  shots: dashboardShots(),
  signIn: async (page) => {
    await page.goto(`${url}/dashboard/`);
    await page.getByLabel('E-mail address').fill('ada@example.com');
    await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('What the ticket has').waitFor();
  },
  settled: async (page, { isSignedIn }) => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await isQuiet(page);
    if (isSignedIn) await page.locator('.place-strip-live').getByText('Live').waitFor();
  },
});

/** @returns the files that were made. */
async function shoot(browser: Browser, { url, shots, signIn, settled }: Site, colorScheme: Scheme): Promise<string[]> {
  const made: string[] = [];
  for (const isSignedIn of [false, true]) {
    const context = await browser.newContext({ colorScheme, viewport: SIZE, reducedMotion: 'reduce' });
    const page = await context.newPage();
    if (isSignedIn) await signIn(page);
    for (const shot of shots.filter((one) => one.isSignedIn === isSignedIn)) {
      await page.goto(url + shot.path);
      await settled(page, shot);
      await shot.prepare?.(page);
      const file = `${shot.name}-${colorScheme}.png`;
      await page.screenshot({ path: join(FOLDER, file) });
      made.push(file);
    }
    await context.close();
  }
  return made;
}

async function shootAll({ portal, saas }: Running): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const made: string[] = [];
  try {
    const acting = await browser.newPage();
    await dashboardSite(portal).signIn(acting);
    await actAsAda(acting);
    // The product first: what it asks is what the dashboard shows.
    for (const site of [saasSite(saas), dashboardSite(portal)]) {
      for (const colorScheme of ['light', 'dark'] as const) made.push(...(await shoot(browser, site, colorScheme)));
    }
  } finally {
    await browser.close();
  }
  // Of pages that are gone.
  const others = (await readdir(FOLDER)).filter((file) => file.endsWith('.png') && !made.includes(file));
  for (const file of others) await rm(join(FOLDER, file));
  process.stdout.write(`${made.length} pictures in ${FOLDER}.\n`);
}

/** A demo of its own, on free ports and in a folder that is gone afterwards. */
async function withDemo(work: (running: Running) => Promise<void>): Promise<void> {
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
    await work({ portal: `http://127.0.0.1:${portal}`, saas: `http://127.0.0.1:${saas}` });
  } finally {
    demo.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

/** So that the log and the timeline have something to tell. */
async function actAsAda(page: Page): Promise<void> {
  const reason = 'asked for in ticket 4711';
  const plan = await readFile(join(import.meta.dirname, `../rollouts/${SHOWN_FLAG}.yml`), 'utf8');
  await page.evaluate(
    async ([csrf, why, flag, yaml]) => {
      const call = (method: string, path: string, body: object) =>
        fetch(`/api/v1${path}`, {
          method,
          headers: { 'content-type': 'application/json', 'x-csrf-token': csrf ?? '' },
          body: JSON.stringify(body),
        });
      await call('POST', `/rollouts/${flag}/start`, { plan: yaml, reason: 'as agreed' });
      await call('POST', '/billing/drift_checks', { repair: true, reason: why });
      await call('PUT', '/namespaces/11/block', { reason: why, until: '2099-01-01' });
      await call('DELETE', '/namespaces/11/block', { reason: why });
      await call('PATCH', '/trial_types/ultimate_with_dap', { offered: true, reason: 'Agent Platform goes live' });
      await call('PATCH', '/trial_types/ultimate_with_dap', { offered: false, reason: 'a week later after all' });
    },
    [(await page.context().cookies()).find(({ name }) => name === 'csrf_token')?.value, reason, SHOWN_FLAG, plan],
  );
}

ensureChromium();
const [portal, saas] = process.argv.slice(2);
await (portal && saas ? shootAll({ portal, saas }) : withDemo(shootAll));
