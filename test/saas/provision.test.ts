import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addOnPurchaseRow, historyRows, insertNamespace, subscriptionRow } from './support/rows.ts';
import { type SaasUnderTest, startSaasUnderTest, TODAY } from './support/saas-under-test.ts';

const DUO_PRO = 1;
const DUO_ENTERPRISE = 3;

let test: SaasUnderTest;

beforeAll(async () => {
  test = await startSaasUnderTest({ clock: () => Date.parse(`${TODAY}T12:00:00Z`) });
});
afterAll(() => test.stop());

import { EVERYTHING, PURCHASE } from './support/provisioned.ts';

async function group(): Promise<number> {
  return insertNamespace(test.database.pool);
}

function provision(id: number, body: unknown) {
  return test.call('POST', `/${id}/provision`, { provision: body });
}

describe('POST provision', () => {
  it('provisions everything', async () => {
    const id = await group();
    test.changes.length = 0;
    const response = await test.call('POST', `/${id}/provision`, { provision: EVERYTHING, version: 12 });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      status: 'success',
      message: 'Namespace provisioned successfully',
      payload: {
        base_product: { status: 'success' },
        storage: { status: 'success' },
        compute_minutes: { status: 'success' },
        add_on_purchases: { status: 'success' },
      },
    });
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({
      plan_name: 'ultimate',
      seats: 30,
      start_date: '2026-11-21',
      end_date: '2027-11-21',
      max_seats_used: 10,
      auto_renew: true,
      trial: false,
    });
    expect((await test.call('GET', `/${id}`)).json()).toMatchObject({
      ...EVERYTHING.storage,
      ...EVERYTHING.compute_minutes,
    });
    expect(await addOnPurchaseRow(test.database.pool, id, DUO_ENTERPRISE)).toMatchObject({
      subscription_add_on_uid: 3,
      quantity: 5,
      started_at: '2026-11-21',
      expires_on: '2026-12-21',
      purchase_xid: 'A-S00001',
      trial: true,
      organization_id: 1,
    });
    expect(await addOnPurchaseRow(test.database.pool, id, DUO_PRO)).toMatchObject({
      subscription_add_on_uid: 1,
      quantity: 2,
      trial: false,
    });
    expect(test.changes).toEqual([{ namespaceId: id, version: 12, operation: 'provision' }]);
  });

  it('is the same when it is repeated', async () => {
    const id = await group();
    await provision(id, EVERYTHING);
    const first = await addOnPurchaseRow(test.database.pool, id, DUO_ENTERPRISE);
    expect((await provision(id, EVERYTHING)).statusCode).toBe(200);
    expect(await addOnPurchaseRow(test.database.pool, id, DUO_ENTERPRISE)).toMatchObject({
      id: first?.id,
      quantity: 5,
    });
    expect(await historyRows(test.database.pool, id)).toEqual([]);
  });

  it('provisions only what is sent', async () => {
    const id = await group();
    expect((await provision(id, { add_on_purchases: { duo_pro: [PURCHASE] } })).statusCode).toBe(200);
    expect(await subscriptionRow(test.database.pool, id)).toBeUndefined();
    expect(await addOnPurchaseRow(test.database.pool, id, DUO_ENTERPRISE)).toBeUndefined();
    expect(await addOnPurchaseRow(test.database.pool, id, DUO_PRO)).toBeDefined();
    const nothing = await provision(id, { base_product: null, storage: null, add_on_purchases: { duo_pro: [] } });
    expect(nothing.statusCode).toBe(200);
    expect((await provision(id, {})).json().payload).toEqual({});
    expect((await provision(id, { add_on_purchases: { duo_pro: null } })).statusCode).toBe(200);
  });

  it('changes a subscription with a history, and by the same rules as PUT', async () => {
    const id = await group();
    await provision(id, { base_product: { start_date: '2026-11-01' } });
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({ plan_name: 'free', trial: false });
    await provision(id, { base_product: { plan_code: 'ultimate_trial', trial: true, trial_ends_on: '2026-12-01' } });
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({
      trial_starts_on: '2026-11-01',
      trial_ends_on: '2026-12-01',
    });
    expect(await historyRows(test.database.pool, id)).toMatchObject([{ plan_name: 'free' }]);
  });

  it('starts a new subscription today where nothing is said', async () => {
    const id = await group();
    await provision(id, { base_product: { plan_code: 'premium' } });
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({ start_date: TODAY });
  });

  it('creates one subscription and one purchase, however many come at once', async () => {
    const id = await group();
    const seats = Array.from({ length: 16 }, (_, index) => index + 1);
    const responses = await Promise.all(
      seats.map((number) =>
        provision(id, {
          base_product: { plan_code: 'premium', seats: number },
          add_on_purchases: { duo_enterprise: [{ ...PURCHASE, quantity: number }] },
        }),
      ),
    );
    expect(responses.map((response) => response.statusCode)).toEqual(Array(16).fill(200));
    const kept = (await historyRows(test.database.pool, id)).map((row) => Number(row.seats));
    const now = Number((await subscriptionRow(test.database.pool, id))?.seats);
    expect([...kept, now].sort((one, other) => one - other)).toEqual(seats);
    expect(await addOnPurchaseRow(test.database.pool, id, DUO_ENTERPRISE)).toBeDefined();
  });
});
