import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../support/test-portal.ts';
import { insertSubscription } from './billing-rows.ts';
import { type ProductUnderTest, startProduct, type Visitor } from './product-under-test.ts';

const FREE = 'ultimate_with_gitlab_duo_enterprise';
const PREMIUM = 'ultimate_on_premium_with_gitlab_duo_enterprise';

/** Lists, offers and starting, the same by either method. */
export function checkTrials(settings: Record<string, string>, method: 'ssot' | 'database'): void {
  let product: ProductUnderTest;
  let ada: Visitor;
  beforeAll(async () => {
    product = await startProduct(settings);
    ada = product.visitor();
    await ada.register({ registration_type: 'free' });
  });
  afterAll(() => product.stop());

  const makeGroup = async (name: string, who = ada): Promise<number> =>
    (await who.call('POST', '/groups', { name })).json().group.id;
  const list = async (who = ada) => (await who.call('GET', '/trials/eligible_namespaces')).json();
  const lead = { first_name: 'Ada', last_name: 'Lovelace', company_name: 'Analytical', country: 'GB' };
  const start = (namespaceId: number, more: object = {}, who = ada) =>
    who.call('POST', '/trials', { step: 'full', namespace_id: namespaceId, ...lead, ...more });

  test('nothing owned: nobody is asked', async () => {
    const nobody = product.visitor();
    await nobody.register({ registration_type: 'free' });
    expect(await list(nobody)).toMatchObject({ namespaces: [], others: [], unknown: [], method, source: 'none' });
  });

  test('free and premium groups, by name, each with the type for its plan; others with a sentence', async () => {
    const [zeta, alpha, ultimate] = [await makeGroup('Zeta'), await makeGroup('Alpha'), await makeGroup('Ultimo')];
    await insertSubscription(product.database.pool, alpha, 'premium');
    await insertSubscription(product.database.pool, ultimate, 'ultimate');
    const found = await list();
    expect(found.namespaces).toMatchObject([
      { id: alpha, name: 'Alpha', plan: 'premium', trial_type: PREMIUM, duration_days: 30 },
      { id: zeta, name: 'Zeta', plan: 'free', trial_type: FREE },
    ]);
    expect(found.others).toEqual([
      { id: ultimate, name: 'Ultimo', sentence: expect.stringContaining('Free and Premium') },
    ]);
    expect(found.method).toBe(method);
    const places = async (id: number) => {
      const { ctas } = (await ada.call('GET', `/namespaces/${id}/ctas`)).json();
      return ctas.map(({ place }: { place: string }) => place);
    };
    expect(await places(zeta)).toEqual(['tier_badge', 'billing_card', 'user_menu']);
    expect(await places(alpha)).toEqual(['premium_alert', 'billing_card', 'user_menu']);
    expect(await places(ultimate)).toEqual([]);
  });

  test('whoever is asked why not sees the last checks of the group, for whom and by which method', async () => {
    const id = await makeGroup('Asked about');
    await list();
    await ada.call('GET', `/namespaces/${id}/ctas`);
    const headers = { authorization: `Bearer ${product.portal.tokens.viewer}` };
    const look = () => product.saas.app.inject({ url: `/api/v4/internal/eligibility/${id}`, headers });
    const [first, again] = [(await look()).json().last_checks, (await look()).json().last_checks];
    expect(first).toMatchObject({ kept_in: 'process', because: null, lost: 0 });
    expect(first.checks).toMatchObject([
      { place: 'cta', method, outcome: 'ok', trial_types: expect.arrayContaining([FREE]), namespace_count: 1 },
      { place: 'list', method, outcome: 'ok', user_id: expect.any(Number), request_id: expect.any(String) },
    ]);
    // Looking is no check of the person's.
    expect(again.checks).toEqual(first.checks);
    expect(JSON.stringify(first)).not.toContain('@');
  });

  test('started once, however often it is sent; the next page knows of it', async () => {
    const id = await makeGroup('Twice');
    const answers = await Promise.all(Array.from({ length: 8 }, () => start(id)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(answers[0]?.json()).toEqual(answers[7]?.json());
    const { rows } = await product.portal.database.query(
      'SELECT count(*)::int AS n FROM trials WHERE namespace_id = $1',
      [id],
    );
    expect(rows[0]?.n).toBe(1);
    expect((await list()).namespaces.map((one: { id: number }) => one.id)).not.toContain(id);
    expect((await ada.call('GET', `/groups/${id}`)).json().group.trial).toMatchObject({
      state: 'starting',
      trial_type: FREE,
    });
    expect((await start(id)).statusCode).toBe(200);
  });

  test('a new group is made, and its trial started', async () => {
    const answer = await ada.call('POST', '/trials', {
      step: 'full',
      namespace_id: 0,
      new_group_name: 'Brand new',
      ...lead,
    });
    expect(answer.statusCode, answer.body).toBe(201);
    const { group } = (await ada.call('GET', `/groups/${answer.json().namespace_id}`)).json();
    expect(group).toMatchObject({ name: 'Brand new', path: 'brand-new', is_owner: true });
  });

  test.each([
    [{ step: 'full' }, 'new_group_name'],
    [{ step: 'full', namespace_id: 0, new_group_name: ' _invalid_ ' }, 'new_group_name'],
    [{ step: 'full', namespace_id: 'x' }, 'namespace_id'],
    [{ step: 'sideways', namespace_id: 1 }, 'step'],
    [{ step: 'resubmit_trial' }, 'namespace_id'],
    [{ step: 'full', namespace_id: 1, company_name: 'x'.repeat(300) }, 'company_name'],
    [{ step: 'full', namespace_id: 1, first_name: '<b>' }, 'first_name'],
  ])('%j is refused beside the field', async (body, field) => {
    const answer = await ada.call('POST', '/trials', body);
    expect(answer.statusCode).toBe(422);
    expect(Object.keys(answer.json().errors)).toContain(field);
    expect(answer.json()).toMatchObject({ code: 'invalid_request', sentence: expect.any(String) });
  });

  test('a group of somebody else and one that there is not are the same', async () => {
    const other = product.visitor();
    await other.register({ registration_type: 'free' });
    const theirs = await makeGroup('Theirs', other);
    for (const id of [theirs, 999_999_999]) {
      const refused = await start(id);
      expect([refused.statusCode, refused.json().code]).toEqual([404, 'not_found']);
      expect((await ada.call('GET', `/groups/${id}`)).statusCode).toBe(404);
      expect((await ada.call('GET', `/namespaces/${id}/ctas`)).statusCode).toBe(404);
    }
  });

  test('an own group that may not start one: a sentence, and nothing is sent', async () => {
    const id = await makeGroup('Paid');
    await insertSubscription(product.database.pool, id, 'ultimate');
    const refused = await start(id);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ code: 'not_eligible', errors: { namespace_id: [expect.any(String)] } });
  });

  test('the portal refuses: the sentence for the person, and the step to send again', async () => {
    const id = await makeGroup('Blocked');
    await product.portal.as('operator', 'PUT', `/api/v1/namespaces/${id}/block`, { reason: 'just a test' });
    const refused = await until(async () => {
      const answer = await start(id);
      return answer.statusCode === 422 && answer;
    });
    expect(refused.json().sentence).toContain('Please contact our support team');
  });

  test('the portal is dead: lists go on, nothing is started, nothing is lost', { timeout: 40_000 }, async () => {
    await using stack = new AsyncDisposableStack();
    const alone = await startProduct({ ...settings, PORTAL_URL: 'http://127.0.0.1:9' });
    stack.defer(alone.stop);
    const visitor = alone.visitor();
    const answer = await visitor.register({ group_name: 'Zeta' });
    expect(answer.json()).toMatchObject({ trial: 'queued', check: { source: 'database' } });
    const { id } = answer.json().group;
    expect((await visitor.call('GET', `/groups/${id}`)).json().group.trial.state).toBe('confirming');
    const other = await makeGroup('Other', visitor);
    const refused = await start(other, {}, visitor);
    expect(refused.statusCode).toBe(503);
    expect(refused.headers['retry-after']).toBeTruthy();
    expect(refused.json()).toMatchObject({ reason: 'lead_failed', step: 'resubmit_lead', namespace_id: other });
    const { namespaces } = await list(visitor);
    expect(namespaces.map((one: { name: string }) => one.name)).toEqual(['Other']);
  });
}
