import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../support/test-portal.ts';
import { insertSubscription } from './billing-rows.ts';
import { type ProductUnderTest, startProduct, type Visitor } from './product-under-test.ts';

const FREE = 'ultimate_with_gitlab_duo_enterprise';

/** Registering, the same by either method. @param settings of saas, by which it uses that method. */
export function checkRegistration(settings: Record<string, string>, method: 'ssot' | 'database'): void {
  const exposed = method === 'ssot' ? 'on' : 'off';
  let product: ProductUnderTest;
  beforeAll(async () => {
    product = await startProduct(settings);
  });
  afterAll(() => product.stop());

  const countOf = async (table: 'trials' | 'leads', namespaceId: number): Promise<number> => {
    const sql = `SELECT count(*)::int AS n FROM ${table} WHERE namespace_id = $1`;
    return (await product.portal.database.query(sql, [namespaceId])).rows[0].n;
  };
  const makeGroup = async (visitor: Visitor, name: string): Promise<number> =>
    (await visitor.call('POST', '/groups', { name })).json().group.id;
  const convert = (visitor: Visitor, more: object = {}) =>
    visitor.call('POST', '/registrations', { registration_type: 'trial', ...more });
  const starting = (visitor: Visitor, id: number) =>
    until(async () => {
      const { group } = (await visitor.call('GET', `/groups/${id}`)).json();
      return group.trial.state === 'starting' && group;
    });

  test('for a trial: account, group, and the trial is started in the background', async () => {
    const visitor = product.visitor();
    const answer = await visitor.register({ group_name: 'Zeta' });
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.json()).toMatchObject({
      user: { name: 'Ada Lovelace' },
      group: { name: 'Zeta', path: 'zeta', plan: 'free', is_owner: true, trial: { state: 'confirming' } },
      trial: 'queued',
      reason: null,
      check: { method },
    });
    const { id } = answer.json().group;
    expect((await starting(visitor, id)).trial).toMatchObject({ trial_type: FREE, starts_on: expect.any(String) });
    expect([await countOf('trials', id), await countOf('leads', id)]).toEqual([1, 1]);
    expect((await visitor.call('GET', `/namespaces/${id}/ctas`)).json()).toMatchObject({ ctas: [] });
  });

  test('free: nobody is asked', async () => {
    const answer = await product.visitor().register({ registration_type: 'free', group_name: undefined });
    expect(answer.json()).toMatchObject({ group: null, trial: 'none', check: null });
  });

  test('a person on the free plan converts: their first group by name that may start one, and once', async () => {
    const visitor = product.visitor();
    await visitor.register({ registration_type: 'free', group_name: undefined, company_name: 'Analytical' });
    const [beta, alpha] = [await makeGroup(visitor, 'Beta'), await makeGroup(visitor, 'Alpha')];
    const paid = await makeGroup(visitor, 'Aaa');
    await insertSubscription(product.database.pool, paid, 'ultimate');
    const answer = await convert(visitor);
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.json()).toMatchObject({ group: { id: alpha }, trial: 'queued', reason: null, check: { method } });
    await starting(visitor, alpha);
    expect([await countOf('trials', alpha), await countOf('trials', beta)]).toEqual([1, 0]);
    const { rows } = await product.database.pool.query(
      `SELECT initial_registration_type, registration_type, company_name FROM user_onboardings
       WHERE user_id = (SELECT user_id FROM members WHERE source_id = $1)`,
      [alpha],
    );
    expect(rows[0]).toEqual({
      initial_registration_type: 'free',
      registration_type: 'trial',
      company_name: 'Analytical',
    });
  });

  test('a person without groups names one; who names none is told so', async () => {
    const visitor = product.visitor();
    await visitor.register({ registration_type: 'free', group_name: undefined });
    const refused = await convert(visitor);
    expect([refused.statusCode, Object.keys(refused.json().errors)]).toEqual([422, ['group_name']]);
    const answer = await convert(visitor, { group_name: 'Gamma' });
    expect(answer.json()).toMatchObject({ group: { name: 'Gamma' }, trial: 'queued' });
    const { id } = answer.json().group;
    const again = await convert(visitor);
    expect(again.json()).toMatchObject({ group: { id }, trial: 'queued' });
    await starting(visitor, id);
    expect(await countOf('trials', id)).toBe(1);
  });

  test('nothing that may start one: stays as it is, with the reason', async () => {
    const visitor = product.visitor();
    await visitor.register({ registration_type: 'free', group_name: undefined });
    const paid = await makeGroup(visitor, 'Paid');
    await insertSubscription(product.database.pool, paid, 'ultimate');
    const answer = await convert(visitor);
    const reason = expect.stringContaining('Free and Premium');
    expect(answer.json()).toMatchObject({ group: { id: paid, plan: 'ultimate' }, trial: 'not_eligible', reason });
  });

  test('converting is a change: without the CSRF token it is refused; free is no conversion', async () => {
    const visitor = product.visitor();
    await visitor.register({ registration_type: 'free', group_name: undefined });
    const free = await visitor.call('POST', '/registrations', { registration_type: 'free' });
    expect([free.statusCode, Object.keys(free.json().errors)]).toEqual([422, ['registration_type']]);
    visitor.forgetCsrf();
    expect((await convert(visitor, { group_name: 'Zeta' })).json().code).toBe('csrf_token_invalid');
  });

  test('registrations are counted and timed by what the flag was for the person', async () => {
    const text = (await product.saas.app.inject('/-/metrics')).body;
    const of = (outcome: string, label: string) =>
      new RegExp(`registrations_total\\{[^}]*exposed="${label}"[^}]*outcome="${outcome}"[^}]*\\} [1-9]`);
    expect(text).toMatch(of('queued', exposed));
    expect(text).toMatch(of('not_eligible', exposed));
    expect(text).toMatch(of('free', 'none'));
    expect(text).toMatch(of('refused', 'none'));
    expect(text).toMatch(new RegExp(`registration_duration_seconds_count\\{[^}]*exposed="${exposed}"`));
  });
}
