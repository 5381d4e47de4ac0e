import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer, type Server } from '#kit/http/create-server.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { createTrialGate } from '#saas/pages/create-trial-gate.ts';
import { PAGES_FOLDER } from '#saas/pages/pages-folder.ts';
import { registerPages } from '#saas/pages/register-pages.ts';
import { TrialFinder } from '#saas/trials/trial-finder.ts';
import type { TrialEligibility } from '#sdk/index.ts';
import { buildWeb } from '../../scripts/build-web.ts';
import { type ProductUnderTest, someone, startProduct } from '../saas/support/product-under-test.ts';

/** What the eligibility source says of every group; undefined where nobody can say. */
let trialTypes: readonly string[] | undefined = [];
const eligibility = {
  evaluateFlag: async () => ({ value: true }),
  check: async (ids: readonly number[]) => new Map(ids.map((id) => [id, { trialTypes, source: 'l1' }])),
  chooseType: (answer: { trialTypes?: readonly string[] }) => answer.trialTypes?.[0] && { type: answer.trialTypes[0] },
} as unknown as TrialEligibility;

let product: ProductUnderTest;
let app: Server;

beforeAll(async () => {
  await buildWeb();
  product = await startProduct();
  app = createServer({ logger: createLogger('pages', 'silent') });
  const { pool } = product.database;
  registerPages(app, { folder: PAGES_FOLDER, gate: createTrialGate(pool, new TrialFinder(pool, () => eligibility)) });
});
afterAll(async () => {
  await app.close();
  await product.stop();
});

/** @returns the cookies of somebody new, and their group. */
async function register(username: string): Promise<{ cookie: string; groupId: number }> {
  const made = await fetch(`${product.url}/api/v4/registrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...someone(username), registration_type: 'free' }),
  });
  const cookies = made.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  const csrf = cookies.find((one) => one.startsWith('csrf_token='))?.split('=')[1] ?? '';
  const group = await fetch(`${product.url}/api/v4/groups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrf, cookie: cookies.join('; ') },
    body: JSON.stringify({ name: `Group of ${username}` }),
  });
  return { cookie: cookies.join('; '), groupId: ((await group.json()) as { group: { id: number } }).group.id };
}

const open = async (url: string, cookie = '') => {
  const { statusCode, headers } = await app.inject({ url, headers: { cookie } });
  return { status: statusCode, to: headers.location };
};

test('the form is for people with a session, the registration for the others', async () => {
  const { cookie } = await register('ada');
  const nobody = { status: 302, to: '/-/trial_registrations/new?glm_source=a' };
  expect(await open('/-/trials/new?glm_source=a&x=1')).toEqual(nobody);
  expect(await open('/-/trials/new?glm_source=a', 'trialgate_session=made-up')).toEqual(nobody);
  expect((await open('/-/trials/new', cookie)).status).toBe(200);
  expect(await open('/-/trial_registrations/new', cookie)).toEqual({ status: 302, to: '/-/trials/new' });
});

test('403 for a group that may not start a trial, that is not theirs, or that is not there; alike', async () => {
  const [ada, bob] = [await register('ada2'), await register('bob')];
  const formOf = (id: number | string) => open(`/-/trials/new?namespace_id=${id}`, ada.cookie);
  trialTypes = ['ultimate'];
  expect((await formOf(ada.groupId)).status).toBe(200);
  for (const id of [bob.groupId, 9_999_999, 'x', '-1']) expect((await formOf(id)).status).toBe(403);
  trialTypes = undefined;
  expect((await formOf(ada.groupId)).status).toBe(200);
  trialTypes = [];
  expect((await formOf(ada.groupId)).status).toBe(403);
});

test('a page that cannot ask is sent as it is', async () => {
  const broken = createServer({ logger: createLogger('pages', 'silent') });
  const fail = async () => {
    throw new Error('no database');
  };
  registerPages(broken, { folder: PAGES_FOLDER, gate: { isSignedIn: fail, mayOpen: fail } });
  expect((await broken.inject('/-/trials/new?namespace_id=1')).statusCode).toBe(200);
  await broken.close();
});
