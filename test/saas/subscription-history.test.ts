import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAID } from './support/provisioned.ts';
import { historyRows, insertNamespace, subscriptionRow } from './support/rows.ts';
import { type SaasUnderTest, startSaasUnderTest, TODAY } from './support/saas-under-test.ts';

let test: SaasUnderTest;

beforeAll(async () => {
  test = await startSaasUnderTest({ clock: () => Date.parse(`${TODAY}T12:00:00Z`) });
});
afterAll(() => test.stop());

async function group(): Promise<number> {
  return insertNamespace(test.database.pool);
}

async function subscribed(body: object = PAID): Promise<number> {
  const id = await group();
  const response = await test.call('POST', `/${id}/gitlab_subscription`, body);
  expect(response.statusCode).toBe(201);
  return id;
}

describe('history', () => {
  it('keeps the previous values of each change', async () => {
    const id = await subscribed();
    const created = await subscriptionRow(test.database.pool, id);
    await test.call('PUT', `/${id}/gitlab_subscription`, {
      plan_code: 'ultimate_trial_paid_customer',
      trial: true,
      trial_starts_on: '2026-11-21',
      trial_ends_on: '2026-12-21',
    });
    await test.call('PUT', `/${id}/gitlab_subscription`, { plan_code: 'premium', trial: false });
    const rows = await historyRows(test.database.pool, id);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      change_type: 1,
      gitlab_subscription_id: created?.id,
      gitlab_subscription_created_at: created?.created_at,
      gitlab_subscription_updated_at: created?.updated_at,
      plan_name: 'premium',
      hosted_plan_name_uid: 5,
      start_date: '2026-01-01',
      end_date: '2027-01-01',
      trial: false,
      trial_starts_on: null,
      trial_ends_on: null,
      trial_extension_type: null,
      seats: 10,
      seats_in_use: 0,
      max_seats_used: 0,
      auto_renew: null,
      contract_overages_allowed: true,
    });
    expect(rows[0]?.created_at).toBeInstanceOf(Date);
    expect(rows[1]).toMatchObject({
      plan_name: 'ultimate_trial_paid_customer',
      trial: true,
      trial_starts_on: '2026-11-21',
      trial_ends_on: '2026-12-21',
    });
  });

  it.each([
    { plan_code: 'ultimate' },
    { start_date: '2026-02-01' },
    { end_date: null },
    { seats: 11 },
    { max_seats_used: 1 },
    { auto_renew: false },
    { trial: null },
    { trial_starts_on: '2026-02-01' },
    { trial_ends_on: '2026-02-01' },
    { trial_extension_type: 2 },
  ])('is written for %j', async (change) => {
    const id = await subscribed();
    await test.call('PUT', `/${id}/gitlab_subscription`, change);
    expect(await historyRows(test.database.pool, id)).toHaveLength(1);
  });

  it('is not written for what is refused', async () => {
    const id = await subscribed();
    await test.call('PUT', `/${id}/gitlab_subscription`, { seats: 11, trial: true });
    expect(await historyRows(test.database.pool, id)).toEqual([]);
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({ seats: 10 });
  });

  it('loses no row when many change it at once', async () => {
    const id = await subscribed({ ...PAID, seats: 0 });
    const seats = Array.from({ length: 24 }, (_, index) => index + 1);
    const responses = await Promise.all(
      seats.map((number) => test.call('PUT', `/${id}/gitlab_subscription`, { seats: number })),
    );
    expect(responses.every((response) => response.statusCode === 200)).toBe(true);
    const kept = (await historyRows(test.database.pool, id)).map((row) => Number(row.seats));
    const now = Number((await subscriptionRow(test.database.pool, id))?.seats);
    // Each change kept what the one before it had written: together with the present every value once.
    expect([...kept, now].sort((one, other) => one - other)).toEqual([0, ...seats]);
    const times = (await historyRows(test.database.pool, id)).map((row) => Number(row.created_at));
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });
});
