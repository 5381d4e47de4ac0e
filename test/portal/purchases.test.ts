import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createServer, type Server } from '#kit/http/create-server.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { registerAuthentication } from '#portal/people/authenticate.ts';
import { provisionNamespace } from '#portal/provisioning/provision-namespace.ts';
import { SaasClient } from '#portal/provisioning/saas-client.ts';
import { SigningKeys } from '#portal/provisioning/signing-keys.ts';
import { registerPurchaseRoutes } from '#portal/purchases/purchase-routes.ts';
import { listPurchases } from '#portal/purchases/purchase-store.ts';
import { CurrentRules } from '#portal/rule-sets/current-rules.ts';
import { SaasStandIn, subscription } from '../support/saas-stand-in.ts';
import { createTestBilling, type TestBilling } from '../support/test-billing.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { makeTokens } from '../support/test-portal.ts';

const saas = new SaasStandIn();
const normal = saas.answer;
let database: TestDatabase;
let billing: TestBilling;
let app: Server;
let client: SaasClient;
let tokens: Awaited<ReturnType<typeof makeTokens>>;
let told = 0;
let next = 5_000;

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  database = await createTestDatabase('portal');
  billing = await createTestBilling(database.pool, database.url);
  tokens = await makeTokens(database.pool);
  app = createServer({ logger: createLogger('test', 'silent') });
  registerAuthentication(app as unknown as FastifyInstance, database.pool, {
    gitlab: { email: 'a', token: 'b' },
    guessedTooOften: async () => false,
  });
  const onPurchase = () => {
    told++;
  };
  registerPurchaseRoutes(app, { database: database.pool, updates: billing.updates, onPurchase });
  client = new SaasClient(await saas.start(), new SigningKeys(database.pool, 'http://portal.test'));
});
afterAll(async () => {
  await app.close();
  await client.close();
  saas.stop();
  await billing.stop();
  await database.drop();
});
beforeEach(() => {
  next++;
  saas.messages.length = 0;
  saas.answer = normal;
});

const bought = (more: object = {}) => ({
  namespace_id: next,
  product: 'premium',
  trial: false,
  starts_on: day(-10),
  ends_on: day(300),
  quantity: 5,
  updated_at: '2026-01-01T00:00:00Z',
  ...more,
});

async function send(method: 'GET' | 'PUT', id: string, payload?: object, token = tokens.operator) {
  const reply = await app.inject({
    method,
    url: `/api/v1/purchases/${encodeURIComponent(id)}`,
    headers: { authorization: `Bearer ${token}` },
    ...(payload ? { payload } : {}),
  });
  return { status: reply.statusCode, body: reply.json() };
}

async function put(id: string, payload: object = bought()) {
  const { status, body } = await send('PUT', id, payload);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

async function namespace(id: number) {
  const { rows } = await database.pool.query<{ version: number; facts: string }>(
    'SELECT eligibility_version AS version, facts FROM namespaces WHERE id = $1',
    [id],
  );
  return rows[0] ?? { version: 0, facts: '' };
}

async function provisioning(externalId: string) {
  const { rows } = await database.pool.query(
    `SELECT provisionings.namespace_id, state, landed, landed_ends_on, due_on FROM provisionings
     JOIN purchases ON purchases.id = purchase_id WHERE external_id = $1 ORDER BY provisionings.id DESC`,
    [externalId],
  );
  // The newest; a purchase that has moved has left older ones behind.
  return rows[0];
}

async function outbox(): Promise<string[]> {
  const { rows } = await database.pool.query<{ key: string; payload: object; task: string }>(
    'DELETE FROM outbox RETURNING task, key, payload',
  );
  return rows.map(({ task, key, payload }) => `${task} ${key} ${JSON.stringify(payload)}`).sort();
}

const provision = (id: number) => provisionNamespace(database.pool, client, new CurrentRules(database.pool), id);

describe('recording a purchase', () => {
  test('answers it with the version of its namespace, and it can be read', async () => {
    await outbox();
    const before = told;
    const { applied, purchase, version } = await put('zuora/A 1', bought({ customer: 'Müller & Söhne' }));
    expect(applied).toBe(true);
    expect(version).toBe(1);
    expect(purchase).toMatchObject({
      external_id: 'zuora/A 1',
      namespace_id: next,
      product: 'premium',
      trial: false,
      starts_on: day(-10),
      ends_on: day(300),
      quantity: 5,
      customer: 'Müller & Söhne',
      updated_at: '2026-01-01T00:00:00.000Z',
      state: 'retrying',
    });
    expect(told).toBe(before + 1);
    expect(await outbox()).toEqual([`provision_namespace provision_namespace:${next} {"namespace_id":${next}}`]);
    expect((await namespace(next)).facts).toMatch(/^pm,\d+,\d+$/);
    expect((await send('GET', 'zuora/A 1', undefined, tokens.viewer)).body).toEqual({ success: true, purchase });
    expect((await listPurchases(database.pool, next)).map((one) => one.externalId)).toEqual(['zuora/A 1']);
  });

  test.each(['ü'.repeat(150), '../x y?#%', "it's"])('takes any text as id: %j', async (id) => {
    expect((await put(id)).purchase.external_id).toBe(id);
  });

  test('tells the change feed why', async () => {
    await put(`cause-${next}`);
    const { rows } = await database.pool.query(
      'SELECT version, cause FROM eligibility_change_outbox WHERE namespace_id = $1',
      [next],
    );
    expect(rows).toEqual([{ version: 1, cause: 'purchase_recorded' }]);
  });

  test('the same content again bumps nothing and queues nothing, whatever its time', async () => {
    const id = `same-${next}`;
    await put(id);
    await outbox();
    expect(await put(id)).toMatchObject({ applied: true, version: 1 });
    const later = await put(id, bought({ updated_at: '2026-03-01T00:00:00Z' }));
    expect(later).toMatchObject({ applied: true, version: 1 });
    expect(later.purchase.updated_at).toBe('2026-03-01T00:00:00.000Z');
    expect(await outbox()).toEqual([]);
  });

  test('an older time never overwrites a newer one, not even one that only confirmed the content', async () => {
    const id = `old-${next}`;
    await put(id, bought({ quantity: 7 }));
    await put(id, bought({ quantity: 7, updated_at: '2026-03-01T00:00:00Z' }));
    const late = await put(id, bought({ quantity: 1, updated_at: '2026-02-01T00:00:00Z' }));
    expect(late).toMatchObject({ applied: false, version: 1, purchase: { quantity: 7 } });
    const newer = await put(id, bought({ quantity: 2, updated_at: '2026-03-01T00:00:00.000001Z' }));
    expect(newer).toMatchObject({ applied: true, version: 2, purchase: { quantity: 2 } });
    const byAMicrosecond = await put(id, bought({ quantity: 9, updated_at: '2026-03-01T01:00:00+01:00' }));
    expect(byAMicrosecond).toMatchObject({ applied: false, purchase: { quantity: 2 } });
  });

  test('moving to another namespace bumps and provisions both', async () => {
    const id = `move-${next}`;
    const from = next;
    await put(id);
    await put(`stays-${from}`, bought({ product: 'ultimate' }));
    await database.pool.query(
      "UPDATE provisionings SET state = 'delivered', landed = 'started', attempts = 1 WHERE namespace_id = $1",
      [from],
    );
    await outbox();
    const to = ++next;
    const moved = await put(id, bought({ namespace_id: to, updated_at: '2026-02-01T00:00:00Z' }));
    expect(moved).toMatchObject({ applied: true, version: 1, purchase: { namespace_id: to } });
    expect(await namespace(from)).toMatchObject({ version: 3, facts: expect.stringMatching(/^pu,/) });
    expect((await namespace(to)).facts).toMatch(/^pm,/);
    expect(await outbox()).toEqual(
      [from, to].map((one) => `provision_namespace provision_namespace:${one} {"namespace_id":${one}}`),
    );
    expect(await provisioning(id)).toMatchObject({ namespace_id: to, state: 'retrying', landed: 'nothing' });
    const left = await database.pool.query(
      `SELECT state, landed FROM provisionings JOIN purchases ON purchases.id = purchase_id
       WHERE external_id = $1 AND provisionings.namespace_id = $2`,
      [id, from],
    );
    expect(left.rows).toEqual([{ state: 'retrying', landed: 'started' }]);
    // What is left in the namespace is sent again, for the one that is gone may have covered it.
    expect(await provisioning(`stays-${from}`)).toMatchObject({ state: 'retrying', landed: 'nothing' });
  });

  test('parallel sends of one purchase: the newest wins, nobody fails', async () => {
    const ids = [next, ++next, ++next];
    for (let round = 0; round < 5; round++) {
      const id = `parallel-${next}-${round}`;
      const sends = Array.from({ length: 12 }, (_, index) =>
        send(
          'PUT',
          id,
          bought({ namespace_id: ids[index % 3], quantity: index + 1, updated_at: `2026-01-01T00:00:${10 + index}Z` }),
        ),
      );
      const replies = await Promise.all(sends.sort(() => Math.random() - 0.5));
      expect(replies.map(({ status }) => status)).toEqual(Array(12).fill(200));
      expect((await send('GET', id)).body.purchase).toMatchObject({ quantity: 12, namespace_id: ids[11 % 3] });
    }
  });

  test('different purchases that swap their namespaces in parallel do not wait for each other', async () => {
    const [one, other] = [next, ++next];
    await Promise.all([
      put(`swap-a-${one}`, bought({ namespace_id: one })),
      put(`swap-b-${one}`, bought({ namespace_id: other })),
    ]);
    for (let round = 0; round < 10; round++) {
      const updatedAt = `2026-02-01T00:00:${10 + round}Z`;
      const [first, second] = round % 2 === 0 ? [other, one] : [one, other];
      const replies = await Promise.all([
        send('PUT', `swap-a-${one}`, bought({ namespace_id: first, updated_at: updatedAt })),
        send('PUT', `swap-b-${one}`, bought({ namespace_id: second, updated_at: updatedAt })),
      ]);
      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    }
  });
});

describe('refused', () => {
  test('an end before the start, with a sentence', async () => {
    const { status, body } = await send('PUT', 'x', bought({ starts_on: '2026-02-10', ends_on: '2026-02-09' }));
    expect(status).toBe(422);
    expect(body).toMatchObject({
      success: false,
      error_attribute_map: { ends_on: [expect.stringContaining('before starts_on 2026-02-10')] },
    });
  });

  test.each([
    ['namespace_id', 0],
    ['namespace_id', '12345XXXXX'],
    ['product', 'platinum'],
    ['trial', 'true'],
    ['trial', undefined],
    ['starts_on', '2026-02-30'],
    ['starts_on', '0000-01-01'],
    ['ends_on', undefined],
    ['quantity', 0],
    ['quantity', 2_147_483_648],
    ['quantity', '5'],
    ['customer', 'x'.repeat(201)],
    ['customer', 'a\0b'],
    ['updated_at', '2026-01-01T00:00:00'],
    ['updated_at', '2026-13-01T00:00:00Z'],
    ['updated_at', '2026-01-01T24:00:00Z'],
    ['colour', 'red'],
  ])('%s %j, and it is named', async (name, value) => {
    const { status, body } = await send('PUT', 'x', bought({ [name]: value }));
    expect(status).toBe(422);
    expect(Object.keys(body.error_attribute_map)).toEqual([name]);
    expect(body.errors).toContain(name);
  });

  test.each(['a\0b', 'x'.repeat(201)])('an id that cannot be kept: %j', async (id) => {
    for (const reply of [await send('PUT', id, bought()), await send('GET', id)]) {
      expect([404, 414, 422]).toContain(reply.status);
    }
  });

  test('a body that is no object, and whoever may only look', async () => {
    expect((await send('PUT', 'x', [])).status).toBe(422);
    expect((await send('PUT', 'x', bought(), tokens.viewer)).status).toBe(403);
    expect((await send('PUT', 'x', bought(), 'wrong')).status).toBe(401);
    expect((await send('GET', 'never sent')).status).toBe(404);
  });

  test('leaves nothing behind', async () => {
    const { rows } = await database.pool.query("SELECT FROM purchases WHERE external_id = 'x'");
    expect(rows).toHaveLength(0);
  });
});

describe('provisioning', () => {
  const due = (starts: string, ends: string | null, more = {}) => bought({ starts_on: starts, ends_on: ends, ...more });
  const change = (more: object) => bought({ updated_at: '2026-02-01T00:00:00Z', ...more });

  test('is due today, or on the day on which the purchase begins', async () => {
    await put(`now-${next}`, due(day(-3), null));
    expect(await provisioning(`now-${next}`)).toMatchObject({ state: 'retrying', landed: 'nothing', due_on: day(0) });
    await put(`later-${next}`, due(day(4), day(40)));
    expect(await provisioning(`later-${next}`)).toMatchObject({ state: 'retrying', landed: 'nothing', due_on: day(4) });
  });

  test('what runs and changes is sent afresh', async () => {
    const id = `change-${next}`;
    await put(id);
    await provision(next);
    expect(saas.sent).toEqual(['PUT gitlab_subscription']);
    expect(await provisioning(id)).toMatchObject({ state: 'delivered', landed: 'started', due_on: day(300) });
    await put(id, change({ quantity: 50, ends_on: day(100) }));
    await provision(next);
    expect(saas.messages.at(-1)?.body).toMatchObject({
      plan_code: 'premium',
      seats: 50,
      end_date: day(100),
      version: 2,
    });
    expect(await provisioning(id)).toMatchObject({ landed: 'started', landed_ends_on: day(100), due_on: day(100) });
  });

  test.each([
    ['landed', async () => provision(next)],
    [
      'was changed since and not sent again',
      async () => {
        await provision(next);
        await put(`end-${next}`, change({ quantity: 6, updated_at: '2026-01-15T00:00:00Z' }));
      },
    ],
    [
      'was imported and changed since',
      async () => {
        await database.pool.query(
          "UPDATE provisionings SET state = 'delivered', landed = 'started' WHERE namespace_id = $1",
          [next],
        );
        await put(`end-${next}`, change({ quantity: 6, updated_at: '2026-01-15T00:00:00Z' }));
      },
    ],
    [
      'may have landed',
      async () => {
        saas.answer = () => 'hang up';
        await provision(next).catch(() => {});
        saas.answer = normal;
      },
    ],
  ])('what %s is ended in saas when its end moves into the past', async (_how, before) => {
    const id = `end-${next}`;
    await put(id);
    await before();
    saas.messages.length = 0;
    saas.answer = ({ method }) => (method === 'GET' ? subscription('premium') : { status: 200 });
    await put(id, change({ ends_on: day(-1) }));
    expect(await provisioning(id)).toMatchObject({ state: 'retrying', landed: 'started', due_on: day(0) });
    await provision(next);
    expect(saas.messages.at(-1)?.body).toMatchObject({ plan_code: 'free' });
    expect(await provisioning(id)).toMatchObject({ state: 'delivered', landed: 'ended', due_on: null });
  });

  test('what never reached saas is not ended there', async () => {
    const id = `never-${next}`;
    await put(id, due(day(-30), day(-1)));
    await provision(next);
    expect(saas.sent).toEqual([]);
    expect(await provisioning(id)).toMatchObject({ state: 'delivered', landed: 'ended' });
  });

  test('what could not be delivered is tried again when it changes', async () => {
    const id = `undeliverable-${next}`;
    await put(id);
    saas.answer = () => ({ status: 422 });
    await provision(next);
    expect(await provisioning(id)).toMatchObject({ state: 'undeliverable' });
    saas.answer = normal;
    await put(id, change({ quantity: 3 }));
    await provision(next);
    expect(await provisioning(id)).toMatchObject({ state: 'delivered', landed: 'started' });
  });
});
