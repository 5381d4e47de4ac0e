import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../support/test-portal.ts';
import { type ProductUnderTest, startProduct } from '../support/product-under-test.ts';

const FREE = 'ultimate_with_gitlab_duo_enterprise';

describe.each([
  ['on', true, 'ssot'],
  ['off', false, 'database'],
])('registering with the flag %s', (_, isOn, method) => {
  let product: ProductUnderTest;
  beforeAll(async () => {
    product = await startProduct(isOn);
  });
  afterAll(() => product.stop());

  test('for a trial: account, group, and the trial is started in the background', async () => {
    const visitor = product.visitor();
    const answer = await visitor.register({ group_name: 'Zeta' });
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.json()).toMatchObject({
      user: { name: 'Ada Lovelace' },
      group: { name: 'Zeta', path: 'zeta', plan: 'free', is_owner: true, trial: { state: 'confirming' } },
      ...{ trial: 'queued', reason: null, check: { method } },
    });
    const { id } = answer.json().group;
    const group = await until(async () => {
      const seen = (await visitor.call('GET', `/groups/${id}`)).json().group;
      return seen.trial.state === 'starting' && seen;
    });
    expect(group.trial).toMatchObject({ trial_type: FREE, starts_on: expect.any(String) });
    const { rows } = await product.portal.database.query(
      'SELECT count(*)::int AS n FROM trials WHERE namespace_id = $1',
      [id],
    );
    expect(rows[0]?.n).toBe(1);
    const leads = await product.portal.database.query('SELECT count(*)::int AS n FROM leads WHERE namespace_id = $1', [
      id,
    ]);
    expect(leads.rows[0]?.n).toBe(1);
    expect((await visitor.call('GET', `/namespaces/${id}/ctas`)).json()).toMatchObject({ ctas: [] });
  });

  test('free: nobody is asked', async () => {
    const answer = await product.visitor().register({ registration_type: 'free', group_name: undefined });
    expect(answer.json()).toMatchObject({ group: null, trial: 'none', check: null });
  });
});
