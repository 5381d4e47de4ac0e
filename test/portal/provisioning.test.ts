import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { APPLY_PATH } from '#sdk/contract.ts';
import { SaasStandIn, subscription } from '../support/saas-stand-in.ts';
import { application, startTestPortal, type TestPortal, until } from '../support/test-portal.ts';

const saas = new SaasStandIn();
const normal = saas.answer;
let portal: TestPortal;
let next = 2_000;
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  portal = await startTestPortal({ SAAS_URL: await saas.start() });
});
afterAll(async () => {
  await portal.stop();
  saas.stop();
});
beforeEach(() => {
  saas.messages.length = 0;
  next++;
});
afterEach(() => {
  saas.answer = normal;
});

async function provisioning(namespaceId: number) {
  const { body } = await portal.as('viewer', 'GET', `/api/v1/provisionings?namespace_id=${namespaceId}`);
  return body.provisionings.at(-1);
}

async function start(namespaceId: number, more = {}): Promise<number> {
  const { status, body } = await portal.gitlab('POST', APPLY_PATH, {
    body: application(namespaceId, more, namespaceId),
  });
  expect(status).toBe(201);
  return body.trial.id;
}

async function startAndDeliver(namespaceId: number, more = {}): Promise<number> {
  const trial = await start(namespaceId, more);
  await until(async () => (await provisioning(namespaceId)).landed === 'started');
  return trial;
}

const act = (path: string, body: object = {}) =>
  portal.as('operator', 'POST', path, { reason: 'because of a test', ...body });

/** As if so many days had passed for a trial, and the minute's sweep had come. */
async function letDaysPass(trialId: number, days: number) {
  await portal.database.query(
    'UPDATE trials SET starts_on = starts_on - $2::int, ends_on = ends_on - $2::int WHERE id = $1',
    [trialId, days],
  );
  await portal.database.query(
    'UPDATE provisionings SET due_on = due_on - $2::int, landed_ends_on = landed_ends_on - $2::int WHERE trial_id = $1',
    [trialId, days],
  );
  await portal.database.query("SELECT graphile_worker.add_job('sweep_due_provisionings')");
}

describe('a trial in saas', () => {
  test('begins with what is kept, the plan, the dates and the add-on, each with the version', async () => {
    saas.answer = ({ method }) =>
      method === 'GET' ? subscription('premium', '2026-01-01', '2027-01-01') : { status: 200 };
    await startAndDeliver(next);
    expect(saas.messages).toEqual([
      { method: 'GET', what: 'gitlab_subscription', namespaceId: next, body: undefined },
      {
        method: 'PUT',
        what: 'gitlab_subscription',
        namespaceId: next,
        body: {
          plan_code: 'ultimate_trial_paid_customer',
          trial: true,
          start_date: day(0),
          end_date: day(30),
          trial_starts_on: day(0),
          trial_ends_on: day(30),
          version: 1,
        },
      },
      {
        method: 'POST',
        what: 'provision',
        namespaceId: next,
        body: {
          provision: {
            add_on_purchases: {
              duo_enterprise: [
                {
                  quantity: 1,
                  started_on: day(0),
                  expires_on: day(30),
                  purchase_xid: expect.stringMatching(/^trial-\d+$/),
                  trial: true,
                },
              ],
            },
          },
          version: 1,
        },
      },
    ]);
    expect(await provisioning(next)).toMatchObject({ state: 'delivered', landed: 'started', due_on: day(30) });
  });

  test('is made by POST where PUT answers 404', async () => {
    saas.answer = ({ method, what }) => {
      if (method === 'GET') return { status: 200, body: { plan: { code: null }, billing: {} } };
      return { status: method === 'PUT' ? 404 : what === 'provision' ? 200 : 201 };
    };
    await startAndDeliver(next);
    expect(saas.sent).toEqual(['PUT gitlab_subscription', 'POST gitlab_subscription', 'POST provision']);
    expect(saas.messages[1]?.body).toEqual(saas.messages[2]?.body);
    expect(saas.messages[1]?.body).toMatchObject({ plan_code: 'ultimate_trial' });
  });

  test('is extended by the new date and trial_extension_type 1', async () => {
    const trial = await startAndDeliver(next);
    saas.messages.length = 0;
    expect((await act(`/api/v1/trials/${trial}/extend`, { ends_on: day(45) })).status).toBe(200);
    await until(async () => saas.sent.length === 2);
    expect(saas.messages[0]).toEqual({
      method: 'PUT',
      what: 'gitlab_subscription',
      namespaceId: next,
      body: { end_date: day(45), trial_ends_on: day(45), trial_extension_type: 1, version: 2 },
    });
  });

  test.each(['end_early', 'void'])('%s sends back what was kept, with trial false', async (action) => {
    saas.answer = ({ method }) =>
      method === 'GET' ? subscription('premium', '2026-01-01', '2027-01-01') : { status: 200 };
    const trial = await startAndDeliver(next);
    saas.messages.length = 0;
    saas.answer = ({ method }) => (method === 'GET' ? subscription('ultimate_trial_paid_customer') : { status: 200 });
    expect((await act(`/api/v1/trials/${trial}/${action}`)).status).toBe(200);
    await until(async () => (await provisioning(next)).landed === 'ended');
    expect(saas.messages.slice(0, 2).map(({ method, body }) => [method, body])).toEqual([
      ['GET', undefined],
      ['PUT', { plan_code: 'premium', trial: false, start_date: '2026-01-01', end_date: '2027-01-01', version: 2 }],
    ]);
    // The add-on would run on otherwise.
    expect(saas.messages[2]?.body).toMatchObject({
      provision: { add_on_purchases: { duo_enterprise: [{ expires_on: day(0) }] } },
    });
    expect(await provisioning(next)).toMatchObject({ state: 'delivered', due_on: null });
  });

  test('ends on its day with the plan free where there was none, and only then', async () => {
    saas.answer = ({ method }) => (method === 'GET' ? subscription(null) : { status: 200 });
    const trial = await startAndDeliver(next);
    saas.messages.length = 0;
    saas.answer = ({ method }) => (method === 'GET' ? subscription('ultimate_trial') : { status: 200 });
    await letDaysPass(trial, 29);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(saas.messages).toEqual([]);
    await letDaysPass(trial, 1);
    await until(async () => (await provisioning(next)).landed === 'ended');
    expect(saas.sent).toEqual(['PUT gitlab_subscription']);
    expect(saas.messages[1]?.body).toMatchObject({ plan_code: 'free', trial: false, end_date: null });
    expect(saas.messages[1]?.body).not.toHaveProperty('trial_ends_on');
  });

  test('leaves alone what is no longer our trial plan', async () => {
    const trial = await startAndDeliver(next);
    saas.messages.length = 0;
    saas.answer = ({ method }) => (method === 'GET' ? subscription('ultimate') : { status: 200 });
    await letDaysPass(trial, 30);
    await until(async () => (await provisioning(next)).landed === 'ended');
    expect(saas.sent).toEqual([]);
  });

  test('gives way at its end to what was bought meanwhile', async () => {
    const trial = await startAndDeliver(next);
    await portal.as('operator', 'PUT', `/api/v1/purchases/bought-${next}`, {
      namespace_id: next,
      product: 'premium',
      trial: false,
      starts_on: day(0),
      ends_on: day(365),
      quantity: 5,
      updated_at: new Date().toISOString(),
    });
    await until(async () => (await provisioning(next)).state === 'delivered');
    saas.messages.length = 0;
    saas.answer = ({ method }) => (method === 'GET' ? subscription('ultimate_trial') : { status: 200 });
    await act(`/api/v1/trials/${trial}/end_early`);
    await until(async () => saas.sent.length >= 1);
    expect(saas.messages[1]?.body).toMatchObject({ plan_code: 'premium', trial: false, seats: 5, end_date: day(365) });
  });
});

describe('a purchase in saas', () => {
  const put = async (namespaceId: number, more: object = {}) => {
    const body = {
      namespace_id: namespaceId,
      product: 'ultimate',
      trial: false,
      starts_on: day(0),
      ends_on: day(365),
      quantity: 5,
    };
    const path = `/api/v1/purchases/bought-${next}`;
    const reply = await portal.as('operator', 'PUT', path, { ...body, updated_at: new Date().toISOString(), ...more });
    expect(reply.status).toBe(200);
  };
  const landed = (namespaceId: number, state: string) =>
    until(async () => (await provisioning(namespaceId)).landed === state);

  test('that moves to another namespace is ended in the one that it lay in', async () => {
    await put(next);
    await landed(next, 'started');
    saas.messages.length = 0;
    saas.answer = ({ method }) => (method === 'GET' ? subscription('ultimate') : { status: 200 });
    await put(next + 100_000);
    await landed(next + 100_000, 'started');
    await landed(next, 'ended');
    const sent = saas.messages.filter(({ method }) => method === 'PUT');
    expect(sent).toHaveLength(2);
    expect(sent.find((one) => one.namespaceId === next)?.body).toMatchObject({ plan_code: 'free', trial: false });
    expect(sent.find((one) => one.namespaceId !== next)?.body).toMatchObject({ plan_code: 'ultimate', seats: 5 });
  });

  test('whose content changes while a message is under way is sent once more', async () => {
    let changed: Promise<void> | undefined;
    saas.answer = ({ method }) => {
      if (method === 'PUT') changed ??= put(next, { quantity: 6 });
      return { status: 200 };
    };
    const slow = saas.answer;
    saas.answer = (message) => slow(message);
    await put(next);
    await until(async () => saas.messages.some(({ body }) => (body as { seats?: number })?.seats === 6));
    await changed;
    await until(async () => (await provisioning(next)).state === 'delivered');
    const seats = saas.messages
      .filter(({ method }) => method === 'PUT')
      .map(({ body }) => (body as { seats: number }).seats);
    expect(seats.at(-1)).toBe(6);
  });

  test('an add-on that ends earlier than was told is ended early', async () => {
    await put(next, { product: 'duo_pro', trial: true });
    await landed(next, 'started');
    await put(next, { product: 'duo_pro', trial: true, starts_on: day(-5), ends_on: day(-1) });
    await landed(next, 'ended');
    expect(saas.messages.at(-1)?.body).toMatchObject({
      provision: { add_on_purchases: { duo_pro: [{ expires_on: day(0), trial: true }] } },
    });
  });

  test('paid Ultimate that ends while a trial runs gives the trial its plan back', async () => {
    const trial = await startAndDeliver(next);
    await put(next);
    await landed(next, 'started');
    saas.messages.length = 0;
    saas.answer = ({ method }) => (method === 'GET' ? subscription('ultimate') : { status: 200 });
    await put(next, { starts_on: day(-5), ends_on: day(-1) });
    await until(async () => saas.sent.length > 0);
    expect(saas.messages.at(-1)?.body).toMatchObject({ plan_code: 'ultimate_trial', trial: true });
    expect(trial).toBeGreaterThan(0);
  });
});

describe('what does not land', () => {
  test.each([429, 500, 503, 'hang up'] as const)('%s is tried again until it lands', async (status) => {
    let failures = 2;
    saas.answer = (message) => {
      if (message.method === 'GET') return subscription('free');
      if (failures-- > 0) return status === 'hang up' ? 'hang up' : { status };
      return { status: 200 };
    };
    await start(next);
    await until(async () => (await provisioning(next)).attempts >= 1);
    expect(await provisioning(next)).toMatchObject({ state: 'retrying', last_error: expect.stringMatching(/saas/) });
    // The backoff is the queue's; here somebody is in a hurry.
    await until(async () => {
      await portal.database.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL');
      return (await provisioning(next)).landed === 'started';
    });
  });

  test('what waits for its day is not listed among what waits for saas', async () => {
    saas.answer = ({ method }) => (method === 'GET' ? subscription('free') : { status: 503 });
    const purchase = {
      namespace_id: next,
      product: 'premium',
      trial: false,
      starts_on: day(10),
      ends_on: day(400),
      quantity: 1,
      updated_at: new Date().toISOString(),
    };
    expect((await portal.as('operator', 'PUT', `/api/v1/purchases/later-${next}`, purchase)).status).toBe(200);
    expect(await provisioning(next)).toMatchObject({ state: 'retrying', due_on: day(10) });
    const waiting = async () => {
      const path = '/api/v1/provisionings?state=retrying&due=true&limit=1000';
      const { provisionings } = (await portal.as('viewer', 'GET', path)).body;
      return provisionings.map((one: { namespace_id: number }) => one.namespace_id);
    };
    expect(await waiting()).not.toContain(next);
    next++;
    await start(next);
    await until(async () => (await provisioning(next)).attempts >= 1);
    expect(await waiting()).toContain(next);
    saas.answer = normal;
    await until(async () => {
      await portal.database.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL');
      return !(await waiting()).includes(next);
    });
  });

  test.each([400, 404, 422])('%i is undeliverable at once, and sent again on an operator’s word', async (status) => {
    saas.answer = ({ method }) =>
      method === 'GET' ? subscription('free') : { status, body: { errors: 'no such namespace' } };
    await start(next);
    const shown = await until(async () => {
      const one = await provisioning(next);
      return one.state === 'undeliverable' && one;
    });
    expect(shown.last_error).toContain('no such namespace');
    const sentBefore = saas.sent.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(saas.sent).toHaveLength(sentBefore);
    saas.answer = normal;
    expect((await act(`/api/v1/provisionings/${shown.id}/resend`)).status).toBe(200);
    await until(async () => (await provisioning(next)).landed === 'started');
  });

  test('a late retry never restarts a trial that has ended', async () => {
    saas.answer = ({ method }) => (method === 'GET' ? subscription('free') : { status: 503 });
    const trial = await start(next);
    await until(async () => (await provisioning(next)).attempts >= 1);
    await act(`/api/v1/trials/${trial}/end_early`);
    saas.messages.length = 0;
    saas.answer = normal;
    await until(async () => {
      await portal.database.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL');
      return (await provisioning(next)).due_on === null;
    });
    expect(saas.sent).toEqual([]);
  });
});
