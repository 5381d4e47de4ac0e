import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAID, TRIAL } from './support/provisioned.ts';
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

describe('PUT gitlab_subscription', () => {
  it('answers 404 where there is none, whatever is sent', async () => {
    const id = await group();
    for (const body of [{ seats: 5 }, { seats: 'x' }, undefined]) {
      const response = await test.call('PUT', `/${id}/gitlab_subscription`, body);
      expect(response.statusCode).toBe(404);
      expect(response.json()).toMatchObject({
        message: '404 GitlabSubscription Not Found',
        success: false,
        errors: `Namespace ${id} has no subscription; create it with POST.`,
        code: 'gitlab_subscription_not_found',
      });
    }
  });

  it('starts a trial on a paid plan and answers like GET', async () => {
    const id = await subscribed();
    const response = await test.call('PUT', `/${id}/gitlab_subscription`, {
      plan_code: 'ultimate_trial_paid_customer',
      trial: true,
      trial_starts_on: '2026-11-21',
      trial_ends_on: '2026-12-21',
      version: 8,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual((await test.call('GET', `/${id}/gitlab_subscription`)).json());
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({
      plan_name: 'ultimate_trial_paid_customer',
      hosted_plan_name_uid: 10,
      trial: true,
      start_date: '2026-01-01',
      end_date: '2027-01-01',
      seats: 10,
    });
  });

  it('keeps what is absent and clears what is null', async () => {
    const id = await subscribed({ ...PAID, max_seats_used: 42, auto_renew: true });
    await test.call('PUT', `/${id}/gitlab_subscription`, { plan_code: 'ultimate' });
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({
      plan_name: 'ultimate',
      end_date: '2027-01-01',
      seats: 10,
      max_seats_used: 42,
      auto_renew: true,
    });
    const cleared = await test.call('PUT', `/${id}/gitlab_subscription`, {
      plan_code: null,
      end_date: null,
      auto_renew: null,
      max_seats_used: null,
      trial: null,
    });
    expect(cleared.statusCode).toBe(200);
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({
      plan_name: 'free',
      start_date: '2026-01-01',
      end_date: null,
      seats: 10,
      max_seats_used: null,
      auto_renew: null,
      trial: null,
    });
  });

  it('does not clear what must not be blank', async () => {
    const id = await subscribed();
    const response = await test.call('PUT', `/${id}/gitlab_subscription`, { start_date: null, seats: null });
    expect(response.statusCode).toBe(400);
    expect(response.json().message).toEqual({ start_date: ["can't be blank"], seats: ["can't be blank"] });
    expect(await historyRows(test.database.pool, id)).toEqual([]);
  });

  it('lets stay blank what was blank, so that what was read can be sent back', async () => {
    const id = await group();
    await test.database.pool.query(
      'INSERT INTO gitlab_subscriptions (created_at, updated_at, namespace_id) VALUES (now(), now(), $1)',
      [id],
    );
    const response = await test.call('PUT', `/${id}/gitlab_subscription`, { start_date: null, plan_code: 'free' });
    expect(response.statusCode).toBe(200);
    expect(response.json().plan.code).toBe('free');
  });

  it('takes the start date that is sent with a trial, and moves no trial that is only extended', async () => {
    const id = await subscribed();
    const started = { trial: true, start_date: '2026-11-02', trial_ends_on: '2026-12-02' };
    expect((await test.call('PUT', `/${id}/gitlab_subscription`, started)).statusCode).toBe(200);
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({ trial_starts_on: '2026-11-02' });
    const extended = { trial: true, trial_ends_on: '2027-01-02', trial_extension_type: 1 };
    expect((await test.call('PUT', `/${id}/gitlab_subscription`, extended)).statusCode).toBe(200);
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({
      trial_starts_on: '2026-11-02',
      trial_ends_on: '2027-01-02',
      trial_extension_type: 1,
    });
  });

  it('ends a trial and keeps when it ended', async () => {
    const id = await subscribed(TRIAL);
    const response = await test.call('PUT', `/${id}/gitlab_subscription`, { plan_code: 'free', trial: false });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      plan: { code: 'free', trial: false },
      billing: { trial_ends_on: '2026-12-01' },
    });
  });

  it('judges what would stand there afterwards, not only what is sent', async () => {
    const id = await subscribed(TRIAL);
    const early = await test.call('PUT', `/${id}/gitlab_subscription`, { trial_ends_on: '2026-10-01' });
    expect(early.statusCode).toBe(400);
    const cleared = await test.call('PUT', `/${id}/gitlab_subscription`, { trial_starts_on: null });
    expect(cleared.json().message).toEqual({ trial_starts_on: ["can't be blank"] });
    const neither = await test.call('PUT', `/${id}/gitlab_subscription`, { trial: false, trial_ends_on: null });
    expect(neither.statusCode).toBe(200);
  });

  it('writes the time even where nothing differs, but no history', async () => {
    const id = await subscribed();
    const before = await subscriptionRow(test.database.pool, id);
    for (const body of [PAID, {}, undefined]) {
      expect((await test.call('PUT', `/${id}/gitlab_subscription`, body)).statusCode).toBe(200);
    }
    const after = await subscriptionRow(test.database.pool, id);
    expect(Number(after?.updated_at)).toBeGreaterThan(Number(before?.updated_at));
    expect(after?.max_seats_used_changed_at).toBeNull();
    expect(await historyRows(test.database.pool, id)).toEqual([]);
  });

  it('notes when the seats in use changed', async () => {
    const id = await subscribed();
    await test.call('PUT', `/${id}/gitlab_subscription`, { max_seats_used: 3 });
    expect((await subscriptionRow(test.database.pool, id))?.max_seats_used_changed_at).toBeInstanceOf(Date);
  });
});

describe('version', () => {
  it('is told with each change, and left out where it was not sent', async () => {
    const id = await group();
    test.changes.length = 0;
    await test.call('POST', `/${id}/gitlab_subscription`, { ...PAID, version: 7 });
    await test.call('PUT', `/${id}/gitlab_subscription`, { seats: 1, version: Number.MAX_SAFE_INTEGER });
    await test.call('PUT', `/${id}/gitlab_subscription`, { seats: 2, version: null });
    await test.call('PUT', `/${id}/gitlab_subscription`, { seats: -1, version: 9 });
    expect(test.changes).toEqual([
      { namespaceId: id, version: 7, operation: 'subscription_created' },
      { namespaceId: id, version: Number.MAX_SAFE_INTEGER, operation: 'subscription_changed' },
      { namespaceId: id, version: undefined, operation: 'subscription_changed' },
    ]);
  });
});
