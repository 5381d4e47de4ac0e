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

describe('POST gitlab_subscription', () => {
  it('creates the row and answers like GET', async () => {
    const id = await group();
    const response = await test.call('POST', `/${id}/gitlab_subscription`, PAID);
    expect(response.statusCode).toBe(201);
    expect(response.json()).toEqual((await test.call('GET', `/${id}/gitlab_subscription`)).json());
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({
      plan_name: 'premium',
      hosted_plan_name_uid: 5,
      start_date: '2026-01-01',
      end_date: '2027-01-01',
      seats: 10,
      max_seats_used: 0,
      trial: false,
      auto_renew: null,
      trial_starts_on: null,
      trial_extension_type: null,
      contract_overages_allowed: true,
    });
    expect(await historyRows(test.database.pool, id)).toEqual([]);
  });

  it.each([
    ['absent', {}],
    ['null', { plan_code: null }],
  ])('means free where plan_code is %s', async (_how, plan) => {
    const id = await subscribed({ start_date: '2026-01-01', ...plan });
    expect((await test.call('GET', `/${id}/gitlab_subscription`)).json().plan).toMatchObject({ code: 'free' });
  });

  it('takes the start date for a trial that does not say since when', async () => {
    const { trial_starts_on: _, ...body } = TRIAL;
    const id = await subscribed(body);
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({
      trial: true,
      trial_starts_on: '2026-11-01',
      trial_ends_on: '2026-12-01',
      plan_name: 'ultimate_trial',
    });
  });

  it.each([
    ['1', 1, 1],
    ['2', 2, 2],
    ['"extended"', 'extended', 1],
    ['"reactivated"', 'reactivated', 2],
    ['null', null, null],
  ])('takes trial_extension_type %s', async (_how, sent, stored) => {
    const id = await subscribed({ ...TRIAL, trial_extension_type: sent });
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({ trial_extension_type: stored });
  });

  it.each([
    [{ ...PAID, start_date: undefined }, { start_date: ['is missing'] }],
    [{ ...PAID, start_date: null }, { start_date: ["can't be blank"] }],
    [{ ...PAID, seats: null }, { seats: ["can't be blank"] }],
    [{ ...TRIAL, trial_ends_on: undefined }, { trial_ends_on: ["can't be blank"] }],
    [
      { ...TRIAL, trial_ends_on: '2026-11-01' },
      { trial_ends_on: ['must be later than the start of the trial, 2026-11-01'] },
    ],
    [
      { ...TRIAL, trial_ends_on: '2026-10-31' },
      { trial_ends_on: ['must be later than the start of the trial, 2026-11-01'] },
    ],
    [{ ...TRIAL, trial_extension_type: 3 }, { trial_extension_type: [expect.stringContaining('must be 1')] }],
    [{ ...TRIAL, trial_extension_type: '1' }, { trial_extension_type: [expect.stringContaining('must be 1')] }],
    [{ ...PAID, trial: 'yes' }, { trial: ['must be true or false'] }],
    [{ ...PAID, auto_renew: 1 }, { auto_renew: ['must be true or false'] }],
    [
      { ...PAID, plan_code: 'platinum' },
      { plan_code: [expect.stringMatching(/^must be one of default, free, .*null$/)] },
    ],
    [{ ...PAID, plan_code: 7 }, { plan_code: ['must be a text of 1 to 255 characters'] }],
    [{ ...PAID, plan_code: 'prem\u0000ium' }, { plan_code: ['must be a text of 1 to 255 characters'] }],
    [{ ...PAID, version: -1 }, { version: [expect.stringContaining('must be a whole number from 0')] }],
    [{ ...PAID, version: 1.5 }, { version: [expect.stringContaining('must be a whole number from 0')] }],
    [{ ...PAID, version: '8' }, { version: [expect.stringContaining('must be a whole number from 0')] }],
  ])('refuses %j', async (body, message) => {
    const id = await group();
    const response = await test.call('POST', `/${id}/gitlab_subscription`, body);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({
      message,
      success: false,
      code: 'invalid_request',
      errors: expect.stringMatching(/^Not accepted: .+\.$/),
      error_attribute_map: message,
    });
    expect(await subscriptionRow(test.database.pool, id)).toBeUndefined();
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-11-31',
    '0000-01-01',
    '2026-1-1',
    '20261121',
    '2026-11-21T00:00:00Z',
    '+12026-11-21',
    'tomorrow',
    'infinity',
    '',
    0,
    20261121,
    true,
    [],
    {},
  ])('refuses the date %j in every date', async (date) => {
    for (const name of ['start_date', 'end_date', 'trial_starts_on', 'trial_ends_on']) {
      const response = await test.call('POST', `/${await group()}/gitlab_subscription`, { ...TRIAL, [name]: date });
      expect(response.statusCode).toBe(400);
      expect(response.json().message).toEqual({ [name]: ['must be a day of the calendar, written as YYYY-MM-DD'] });
    }
  });

  it.each(['0001-01-01', '2024-02-29', '9999-12-31'])('takes the date %s', async (date) => {
    const id = await subscribed({ ...PAID, start_date: date });
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({ start_date: date });
  });

  it.each([2_147_483_648, -1, 1.5, '10', 1e300, true])('refuses %j seats', async (number) => {
    for (const name of ['seats', 'max_seats_used']) {
      const response = await test.call('POST', `/${await group()}/gitlab_subscription`, { ...PAID, [name]: number });
      expect(response.statusCode).toBe(400);
      expect(response.json().message).toEqual({ [name]: ['must be a whole number from 0 to 2147483647'] });
    }
  });

  it('takes the largest number of seats', async () => {
    const id = await subscribed({ ...PAID, seats: 2_147_483_647 });
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({ seats: 2_147_483_647 });
  });

  it('refuses a second one and leaves the first', async () => {
    const id = await subscribed();
    const response = await test.call('POST', `/${id}/gitlab_subscription`, TRIAL);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      message: { namespace_id: ['already has a subscription'] },
      success: false,
      errors: `Namespace ${id} already has a subscription; change it with PUT.`,
      code: 'subscription_exists',
    });
    expect(await subscriptionRow(test.database.pool, id)).toMatchObject({ plan_name: 'premium' });
  });

  it('creates exactly one of many at once', async () => {
    const id = await group();
    const responses = await Promise.all(
      Array.from({ length: 16 }, () => test.call('POST', `/${id}/gitlab_subscription`, PAID)),
    );
    expect(responses.map((response) => response.statusCode).sort()).toEqual([201, ...Array(15).fill(400)]);
    expect(await subscriptionRow(test.database.pool, id)).toBeDefined();
  });

  it('ignores attributes that it does not know', async () => {
    await subscribed({ ...PAID, id: 5, hosted_plan_id: 'x', constructor: 1 });
  });
});
