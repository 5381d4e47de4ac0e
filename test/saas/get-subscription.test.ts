import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAID } from './support/provisioned.ts';
import { insertNamespace } from './support/rows.ts';
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

describe('GET gitlab_subscription', () => {
  it('answers nulls where the namespace has none', async () => {
    const response = await test.call('GET', `/${await group()}/gitlab_subscription`);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      plan: { code: null, name: null, trial: null, auto_renew: null, upgradable: null, exclude_guests: null },
      usage: { seats_in_subscription: null, seats_in_use: null, max_seats_used: null, seats_owed: null },
      billing: { subscription_start_date: null, subscription_end_date: null, trial_ends_on: null },
    });
  });

  it('answers what it has', async () => {
    const id = await subscribed({ ...PAID, plan_code: 'ultimate', auto_renew: true, max_seats_used: 5 });
    const response = await test.call('GET', `/${id}/gitlab_subscription`);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      plan: {
        code: 'ultimate',
        name: 'Ultimate',
        trial: false,
        auto_renew: true,
        upgradable: false,
        exclude_guests: true,
      },
      usage: { seats_in_subscription: 10, seats_in_use: 0, max_seats_used: 5, seats_owed: 0 },
      billing: {
        subscription_start_date: '2026-01-01',
        subscription_end_date: '2027-01-01',
        trial_ends_on: null,
      },
    });
  });

  it('answers the subscription of a person', async () => {
    const id = await insertNamespace(test.database.pool, { type: 'User' });
    expect((await test.call('GET', `/${id}/gitlab_subscription`)).statusCode).toBe(200);
  });
});
