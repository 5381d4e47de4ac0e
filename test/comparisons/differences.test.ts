import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NAMED_CAUSES } from '#domain/comparisons/named-causes.ts';
import { readPortalConfig } from '#portal/config.ts';
import { fillDemo } from '../../dev/demo/fill-demo.ts';
import { insertAddOnPurchase, insertSubscription } from '../saas/support/billing-rows.ts';
import { insertNamespace } from '../saas/support/rows.ts';
import { compareAll, type ProductUnderTest, startProduct } from './support/compare-all.ts';
import { fillBoth } from './support/fill-both.ts';

const FREE = 'ultimate_with_gitlab_duo_enterprise';
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
let product: ProductUnderTest;

beforeEach(async () => {
  product = await startProduct();
});
afterEach(() => product.stop());

type Arrange = (id: number) => Promise<unknown>;
const inPortal = (sql: string, id: number, ...more: unknown[]) => product.portal.database.query(sql, [id, ...more]);
const purchase = (id: number, name: string, trial = false) =>
  inPortal(
    `INSERT INTO purchases (external_id, namespace_id, product, trial, starts_on, ends_on, quantity, source_updated_at)
     VALUES ($2::text || $1::text, $1::bigint, $2::text, $3, current_date - 5, current_date + 25, 1, now())`,
    ...([id, name, trial] as const),
  );
const trial = (id: number, from: number, to: number) =>
  inPortal(
    `INSERT INTO trials (namespace_id, trial_type, starts_on, ends_on, started_at, origin)
     VALUES ($1, $2, $3, $4, now(), 'import')`,
    ...([id, FREE, day(from), day(to)] as const),
  );

/** By cause, what makes it: the examples of docs/differences.md. */
const EXAMPLES: Readonly<Record<string, Arrange>> = {
  duo_enterprise_ever: (id) =>
    insertAddOnPurchase(product.database.pool, id, 'duo_enterprise', { expiresOn: day(-100) }),
  active_duo_pro_trial: (id) =>
    insertAddOnPurchase(product.database.pool, id, 'code_suggestions', {
      trial: true,
      startedAt: day(-5),
      expiresOn: day(25),
    }),
  trial_already_used: (id) => trial(id, -200, -170),
  // The trial that runs is itself one that was had.
  'trial_already_used+trial_running': (id) => trial(id, -5, 25),
  paid_ultimate: (id) => purchase(id, 'ultimate'),
  duo_enterprise_purchased: (id) => purchase(id, 'duo_enterprise'),
  duo_pro_trial_running: (id) => purchase(id, 'duo_pro', true),
  namespace_blocked: (id) => inPortal("INSERT INTO namespace_blocks (namespace_id, reason) VALUES ($1, 'abuse')", id),
};

test('each example gives its cause, and every named cause has one', async () => {
  const ids = new Map<string, number>();
  for (const [cause, arrange] of Object.entries(EXAMPLES)) {
    const id = await insertNamespace(product.database.pool);
    await insertSubscription(product.database.pool, id, 'free');
    await arrange(id);
    ids.set(cause, id);
  }
  const { differences, outcomes } = await compareAll(product);
  expect(differences.map(({ cause }) => cause).sort()).toEqual([...ids.keys()].sort());
  expect(differences.every(({ n, sentence }) => n === 1 && sentence !== null)).toBe(true);
  expect(outcomes.match).toBeUndefined();
  const covered = new Set(Object.keys(EXAMPLES).flatMap((cause) => cause.split('+')));
  expect(NAMED_CAUSES.map(({ cause }) => cause).filter((cause) => !covered.has(cause))).toEqual([]);
});

test('docs/differences.md lists every named cause with its sentence', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/differences.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` \| `(\w+)` \|/gm)].map(([, outcome, cause]) => `${outcome} ${cause}`);
  expect(rows.sort()).toEqual(NAMED_CAUSES.map(({ outcome, cause }) => `${outcome} ${cause}`).sort());
  for (const { sentence } of NAMED_CAUSES) expect(text).toContain(sentence);
});

test('on the demo data every difference has a name', async () => {
  await fillDemo(
    readPortalConfig({ PORTAL_DATABASE_URL: product.portal.databaseUrl, LOG_LEVEL: 'silent' }),
    product.database.url,
  );
  const { differences, strata } = await compareAll(product);
  expect(strata.reduce((sum, { checked }) => sum + checked, 0)).toBeGreaterThan(5);
  expect(differences.length).toBeGreaterThan(0);
  expect(differences.filter(({ sentence }) => sentence === null)).toEqual([]);
});

test('a wrong rule in the portal is found within 1,000 checks, as a wrong grant, by its name', async () => {
  await fillBoth(product.database.pool, product.portal.database, 1_000, 7);
  const isWrong = ({ rules, expected }: { rules: readonly string[]; expected: unknown }) =>
    expected === null && rules.includes('duo_pro_trial_running');
  const before = await compareAll(product);
  const known = before.differences.filter((one) => one.outcome === 'grants_more').filter(isWrong);
  const body = { state: 'off', reason: 'a mistake that is to be found' };
  expect((await product.portal.as('admin', 'PATCH', '/api/v1/rules/duo_pro_trial_running', body)).status).toBe(200);
  const after = await compareAll(product);
  const found = after.differences.filter((one) => one.outcome === 'grants_more').filter(isWrong);
  const sum = (all: readonly { n: number }[]) => all.reduce((total, { n }) => total + n, 0);
  expect(sum(found)).toBeGreaterThan(sum(known) + 5);
  expect(found[0]).toMatchObject({ cause: 'active_duo_pro_trial', rules: ['duo_pro_trial_running'] });
  const wrong = after.strata.reduce((total, { wrong_grants: n }) => total + n, 0);
  expect(wrong).toBeGreaterThan(before.strata.reduce((total, { wrong_grants: n }) => total + n, 0));
  const samples: { namespace_id: number }[] = [];
  for (const { plan, trial_type: type } of found) {
    const query = `plan=${plan}&trial_type=${type}&outcome=grants_more&cause=active_duo_pro_trial`;
    samples.push(...(await product.portal.as('viewer', 'GET', `/api/v1/comparisons/samples?${query}`)).body.samples);
  }
  const id = samples[0]?.namespace_id;
  const explanation = (await product.portal.as('viewer', 'GET', `/api/v1/namespaces/${id}/eligibility`)).text;
  expect(explanation).toContain('"code":"duo_pro_trial_running","state":"off"');
});
