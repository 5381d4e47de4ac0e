import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { hashPassword } from '#kit/sessions/password.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { buildPortal } from '#portal/build-portal.ts';
import { readPortalConfig } from '#portal/config.ts';
import { seedPopulation } from '#portal/imports/seed-population.ts';
import { insertStaff } from '#portal/people/staff-store.ts';
import { upsertPassword } from '#portal/sessions/password-store.ts';
import { buildSaas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { freePort } from '../../dev/free-port.ts';
import { buildWeb } from '../../scripts/build-web.ts';
import { openBrowser, openPage } from '../browser/support/open-browser.ts';
import { BrowserSession, PASSWORD } from '../portal/support/browser-session.ts';
import type { Campaign, CampaignContext } from './campaign.ts';
import { createSaasDatabase } from './support/create-saas-database.ts';

const FIRST_ID = 1_000_001;
const WITHIN = 10_000;
const MOST_ACTIONS = 3;

/** From a customer's e-mail to the sentence, with the keyboard alone, among very many others. */
export const supportJourney: Campaign = {
  name: 'support-journey',
  about: 'from an e-mail address to the sentence in three actions and ten seconds, however many namespaces there are',
  whole: 1_000_000,
  short: 5_000,
  run: async (context) => {
    await using stack = new AsyncDisposableStack();
    await buildWeb();
    const url = await startBoth(context, stack);
    const browser = await openBrowser();
    stack.defer(() => browser.close());
    const session = new BrowserSession(url);
    await session.signIn('support@example.com', PASSWORD);
    const { page } = await openPage(browser, url);
    await page.context().addCookies([...session.cookies].map(([name, value]) => ({ name, value, url })));
    for (const person of [1, Math.ceil(context.size / 2), context.size]) {
      await page.goto('/dashboard/');
      await page.getByLabel('What the ticket has').waitFor();
      const { actions, milliseconds, sentence } = await travel(page, `person-${person}@example.com`);
      if (actions > MOST_ACTIONS || milliseconds > WITHIN) {
        throw new Error(`${actions} actions and ${Math.round(milliseconds)} ms for "${sentence}"`);
      }
      process.stdout.write(`   ${actions} actions, ${Math.round(milliseconds)} ms: ${sentence}\n`);
    }
  },
};

type Page = Awaited<ReturnType<typeof openPage>>['page'];

async function travel(page: Page, email: string) {
  const began = performance.now();
  let actions = 0;
  const act = async (action: () => Promise<void>) => {
    actions += 1;
    await action();
  };
  await act(() => page.keyboard.insertText(email));
  await act(() => page.keyboard.press('Enter'));
  const verdict = page.getByTestId('verdict');
  await verdict.waitFor({ timeout: 2 * WITHIN });
  return { actions, milliseconds: performance.now() - began, sentence: await verdict.innerText() };
}

/** A portal and a saas with `size` namespaces each, of which every one has an Owner of its own. */
async function startBoth({ databaseUrl, size, seed, onProgress }: CampaignContext, stack: AsyncDisposableStack) {
  const half = (done: number) => onProgress(Math.floor(done / 2), size);
  await seedPopulation(databaseUrl, { namespaces: size, firstId: FIRST_ID, seed, onProgress: half });
  const saasDatabase = await createSaasDatabase(databaseUrl, stack);
  await fillSaas(saasDatabase, size);
  onProgress(size, size);
  const [portalPort, saasPort] = [await freePort(), await freePort()];
  const urls = { PORTAL_URL: `http://127.0.0.1:${portalPort}`, SAAS_URL: `http://127.0.0.1:${saasPort}` };
  const portal = await buildPortal(
    readPortalConfig({
      ...urls,
      PORTAL_PORT: String(portalPort),
      LOG_LEVEL: 'silent',
      PORTAL_DATABASE_URL: databaseUrl,
    }),
  );
  stack.defer(portal.stop);
  await portal.start();
  const staff = await insertStaff(portal.database, { email: 'support@example.com', name: 'Support', role: 'viewer' });
  await upsertPassword(portal.database, staff?.id ?? 0, await hashPassword(PASSWORD));
  const saas = buildSaas(readSaasConfig({ ...urls, SAAS_PORT: String(saasPort), SAAS_DATABASE_URL: saasDatabase }), {
    logger: createLogger('saas', 'silent'),
  });
  stack.defer(saas.stop);
  await saas.start();
  return urls.PORTAL_URL;
}

async function fillSaas(url: string, size: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const last = FIRST_ID + size - 1;
  await client.query(
    `INSERT INTO users (id, email, username, name, state, organization_id)
     SELECT one, 'person-' || one || '@example.com', 'person-' || one, 'Person ' || one, 'active', 1
     FROM generate_series(1, ${size}) AS one`,
  );
  await client.query(
    `INSERT INTO namespaces (id, name, path, type, organization_id)
     SELECT one, 'Group ' || one, 'group-' || one, 'Group', 1 FROM generate_series(${FIRST_ID}, ${last}) AS one`,
  );
  await client.query(
    `INSERT INTO members (access_level, source_id, source_type, user_id, notification_level, type)
     SELECT 50, ${FIRST_ID} - 1 + one, 'Namespace', one, 3, 'GroupMember' FROM generate_series(1, ${size}) AS one`,
  );
  await client.query('ANALYZE');
  await client.end();
}
