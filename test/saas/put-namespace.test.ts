import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyRows, insertNamespace, subscriptionRow } from './support/rows.ts';
import { type SaasUnderTest, startSaasUnderTest, TODAY } from './support/saas-under-test.ts';

let test: SaasUnderTest;

beforeAll(async () => {
  test = await startSaasUnderTest({ clock: () => Date.parse(`${TODAY}T12:00:00Z`) });
});
afterAll(() => test.stop());

describe('PUT namespaces/:id', () => {
  it('sets minutes and storage, keeps what is absent and clears what is null', async () => {
    const id = await insertNamespace(test.database.pool);
    const all = {
      shared_runners_minutes_limit: 9001,
      extra_shared_runners_minutes_limit: 100,
      additional_purchased_storage_size: 10_000,
      additional_purchased_storage_ends_on: '2027-01-01',
    };
    const response = await test.call('PUT', `/${id}`, all);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ id, ...all });
    await test.call('PUT', `/${id}`, { shared_runners_minutes_limit: null });
    await test.call('PUT', `/${id}`, { additional_purchased_storage_ends_on: null });
    await test.call('PUT', `/${id}`, {});
    expect((await test.call('GET', `/${id}`)).json()).toMatchObject({
      shared_runners_minutes_limit: null,
      extra_shared_runners_minutes_limit: 100,
      additional_purchased_storage_size: 10_000,
      additional_purchased_storage_ends_on: null,
    });
    await test.call('PUT', `/${id}`, { additional_purchased_storage_size: null });
    expect((await test.call('GET', `/${id}`)).json()).toMatchObject({ additional_purchased_storage_size: 0 });
  });

  it('takes back the notice about minutes when more are bought', async () => {
    const { pool } = test.database;
    const id = await insertNamespace(pool);
    const notice = async () =>
      (
        await pool.query(
          `SELECT last_ci_minutes_notification_at AS at, last_ci_minutes_usage_notification_level AS level
           FROM namespaces WHERE id = $1`,
          [id],
        )
      ).rows[0];
    await pool.query(
      `UPDATE namespaces SET last_ci_minutes_notification_at = now(), last_ci_minutes_usage_notification_level = 30
       WHERE id = $1`,
      [id],
    );
    await test.call('PUT', `/${id}`, { shared_runners_minutes_limit: 5 });
    expect(await notice()).toMatchObject({ level: 30, at: expect.any(Date) });
    await test.call('PUT', `/${id}`, { extra_shared_runners_minutes_limit: 5 });
    expect(await notice()).toEqual({ level: null, at: null });
  });

  it('creates the subscription, then changes it with a history', async () => {
    const id = await insertNamespace(test.database.pool);
    const attributes = { plan_code: 'premium', seats: 20, end_date: '2027-06-01' };
    test.changes.length = 0;
    const created = await test.call('PUT', `/${id}`, { gitlab_subscription_attributes: attributes, version: 3 });
    expect(created.statusCode).toBe(200);
    expect(created.json()).toMatchObject({ plan: 'premium', end_date: '2027-06-01' });
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({ start_date: TODAY, seats: 20 });
    expect(await historyRows(test.database.pool, id)).toEqual([]);
    await test.call('PUT', `/${id}`, { gitlab_subscription_attributes: { seats: 21 } });
    expect(await historyRows(test.database.pool, id)).toMatchObject([{ seats: 20 }]);
    expect(test.changes).toEqual([
      { namespaceId: id, version: 3, operation: 'namespace' },
      { namespaceId: id, version: undefined, operation: 'namespace' },
    ]);
  });

  it('changes nothing at all when something is wrong', async () => {
    const id = await insertNamespace(test.database.pool);
    const response = await test.call('PUT', `/${id}`, {
      shared_runners_minutes_limit: 5,
      gitlab_subscription_attributes: { start_date: null, seats: null },
    });
    expect(response.statusCode).toBe(400);
    expect(response.json().message).toEqual({
      'gitlab_subscription.seats': ["can't be blank"],
      'gitlab_subscription.start_date': ["can't be blank"],
    });
    expect((await test.call('GET', `/${id}`)).json()).toMatchObject({ shared_runners_minutes_limit: null });
    expect(await subscriptionRow(test.database.pool, id)).toBeUndefined();
  });

  it.each([
    [{ shared_runners_minutes_limit: 'unknown' }, 'shared_runners_minutes_limit'],
    [{ extra_shared_runners_minutes_limit: 2_147_483_648 }, 'extra_shared_runners_minutes_limit'],
    [{ additional_purchased_storage_size: 2 ** 53 }, 'additional_purchased_storage_size'],
    [{ additional_purchased_storage_ends_on: 'unknown' }, 'additional_purchased_storage_ends_on'],
    [{ gitlab_subscription_attributes: [] }, 'gitlab_subscription_attributes'],
    [{ gitlab_subscription_attributes: { seats: 'x' } }, 'gitlab_subscription.seats'],
    [{ gitlab_subscription_attributes: { plan_code: 'x' } }, 'gitlab_subscription.plan_code'],
    [{ version: 'x' }, 'version'],
  ])('refuses %j', async (body, attribute) => {
    const response = await test.call('PUT', `/${await insertNamespace(test.database.pool)}`, body);
    expect(response.statusCode).toBe(400);
    expect(Object.keys(response.json().message)).toEqual([attribute]);
  });

  it('takes the largest numbers', async () => {
    const body = {
      shared_runners_minutes_limit: 2_147_483_647,
      additional_purchased_storage_size: Number.MAX_SAFE_INTEGER,
    };
    const response = await test.call('PUT', `/${await insertNamespace(test.database.pool)}`, body);
    expect(response.json()).toMatchObject(body);
  });
});
