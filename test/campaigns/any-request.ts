import { strict as assert } from 'node:assert';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { request } from 'undici';
import { createPool } from '#kit/postgres/pool.ts';
import { buildPortal } from '#portal/build-portal.ts';
import { readPortalConfig } from '#portal/config.ts';
import {
  APPLY_PATH,
  CHANGES_PATH,
  ELIGIBILITY_PATH,
  LEAD_PATH,
  OLDER_APPLY_PATH,
  TRIAL_TYPES_PATH,
} from '#sdk/contract.ts';
import { GITLAB, makeTokens } from '../support/test-portal.ts';
import { type Campaign, inParallel } from './campaign.ts';

const ZUORA = { authorization: `Basic ${Buffer.from('zuora:zuora-callouts-for-development').toString('base64')}` };
const oddId = fc.oneof(
  fc.constantFrom(
    '0',
    '-1',
    '1.5',
    '1e3',
    '9007199254740992',
    '',
    'null',
    'NaN',
    '%00',
    '٣',
    '1'.repeat(400),
    '../..',
    "1' OR 1=1",
  ),
  fc.integer().map(String),
  fc.bigInt().map(String),
  fc.string({ maxLength: 20 }),
);
const json = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      uid: fc.jsonValue(),
      trial_user: fc.oneof(
        fc.jsonValue(),
        fc.record(
          {
            uid: oddId,
            namespace_id: fc.oneof(fc.integer({ min: 1, max: 50 }), oddId),
            trial_type: fc.string(),
            namespace: fc.jsonValue(),
            work_email: fc.string(),
          },
          { requiredKeys: [] },
        ),
      ),
      namespace_ids: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(fc.integer(), oddId))),
      at_least: fc.jsonValue(),
      reason: fc.string(),
      reference: fc.string(),
      zuora_account_id: fc.oneof(fc.jsonValue(), oddId),
      into_customer_id: oddId,
      event: fc.constantFrom('AccountCreated', 'AccountMerged', 'AccountDeleted', 'Other'),
      account_id: oddId,
      merged_into_account_id: oddId,
      occurred_at: fc.oneof(fc.constant('2026-01-01T00:00:00Z'), fc.string()),
      customer: fc.string(),
      ends_on: fc.string(),
      external_id: fc.string(),
      state: fc.jsonValue(),
      parameters: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
);
const body = fc.oneof(
  { weight: 4, arbitrary: json.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

/** Any request: known and unknown paths, odd ids, odd bodies. */
function arbitraryRequest(paths: readonly string[]) {
  const path = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(fc.constantFrom(...paths), oddId)
        .map(([one, id]) => one.replace(/:\w+/g, encodeURIComponent(id))),
    },
    { weight: 1, arbitrary: fc.webPath() },
  );
  const query = fc.array(
    fc.tuple(
      fc.constantFrom(
        'namespace_ids[]',
        'namespace_ids',
        'at_least[1]',
        'include',
        'at',
        'after',
        'limit',
        'uid',
        'wait',
        'state',
      ),
      oddId,
    ),
    { maxLength: 4 },
  );
  return fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    path: fc.tuple(path, query).map(([one, pairs]) => {
      const search = pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
      return `${one.startsWith('/') ? one : `/${one}`}${search ? `?${search}` : ''}`;
    }),
    body,
    as: fc.constantFrom('gitlab', 'admin', 'nobody', 'zuora'),
    type: fc.constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'text/plain',
      'application/octet-stream',
    ),
  });
}

type AnyRequest = ReturnType<typeof arbitraryRequest> extends fc.Arbitrary<infer T> ? T : never;

export const anyRequest: Campaign = {
  name: 'any-request',
  about: 'whatever is sent to the portal, it never answers 5xx and never hangs',
  whole: 100_000,
  short: 10_000,
  run: async ({ databaseUrl, size, seed, onProgress }) => {
    const config = {
      PORTAL_DATABASE_URL: databaseUrl,
      PORTAL_PORT: '0',
      LOG_LEVEL: 'silent',
      PORTAL_RATE_LIMIT: '10000000',
      SAAS_URL: 'http://127.0.0.1:9',
    };
    const portal = await buildPortal(readPortalConfig(config));
    const paths = new Set([ELIGIBILITY_PATH, TRIAL_TYPES_PATH, APPLY_PATH, OLDER_APPLY_PATH, LEAD_PATH, CHANGES_PATH]);
    await portal.start();
    const database = createPool({ connectionString: databaseUrl, applicationName: 'campaign', onError: () => {} });
    try {
      for (const path of Object.keys((portal.app as unknown as { swagger: () => { paths: object } }).swagger().paths)) {
        paths.add(path.replaceAll(/\{(\w+)\}/g, ':$1'));
      }
      const { admin } = await makeTokens(database);
      const { port } = portal.app.server.address() as AddressInfo;
      const requests = fc.sample(arbitraryRequest([...paths]), { numRuns: size, seed });
      let done = 0;
      await inParallel(size, 16, async (index) => {
        await sendOne(`http://127.0.0.1:${port}`, requests[index] as AnyRequest, admin);
        done += 1;
        if (done % 500 === 0) onProgress(done, size);
      });
    } finally {
      await portal.stop();
      await database.end();
    }
  },
};

async function sendOne(url: string, one: AnyRequest, admin: string): Promise<void> {
  const identity = { gitlab: GITLAB, admin: { authorization: `Bearer ${admin}` }, nobody: {}, zuora: ZUORA }[one.as];
  const withBody =
    one.body === undefined || one.method === 'GET'
      ? {}
      : { body: one.body, headers: { 'content-type': one.type, ...identity } };
  // A long poll is not a hang: the wait is cut short.
  const path = one.path.startsWith(CHANGES_PATH) ? `${CHANGES_PATH}?wait=0&${one.path.split('?')[1] ?? ''}` : one.path;
  const reply = await request(url + path, {
    method: one.method,
    headers: identity,
    signal: AbortSignal.timeout(15_000),
    ...withBody,
  });
  if (reply.headers['content-type'] === 'text/event-stream') {
    // Nor is a stream, which goes on for as long as somebody listens.
    reply.body.on('error', () => {}).destroy();
    return;
  }
  const text = await reply.body.text();
  // saas is away here, and an act that needs it says so.
  const isAway = reply.statusCode === 503 && text.includes('"saas_unreachable"');
  assert.ok(
    reply.statusCode < 500 || isAway,
    `${one.method} ${one.path} as ${one.as} with ${one.body}: ${reply.statusCode} ${text.slice(0, 300)}`,
  );
}
