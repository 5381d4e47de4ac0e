import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APPLY_PATH, ELIGIBILITY_PATH, OLDER_APPLY_PATH } from '#sdk/contract.ts';
import { application, startTestPortal, type TestPortal } from '../support/test-portal.ts';

const FREE = 'ultimate_with_gitlab_duo_enterprise';
const PREMIUM = 'ultimate_on_premium_with_gitlab_duo_enterprise';
let portal: TestPortal;
let next = 1_000;
const apply = (namespaceId: number, more: Record<string, unknown> = {}, uid = namespaceId, headers = {}) =>
  portal.gitlab('POST', APPLY_PATH, { body: application(namespaceId, more, uid), headers });
const count = async (namespaceId: number) =>
  (
    await portal.database.query<{ n: number }>('SELECT count(*) AS n FROM trials WHERE namespace_id = $1', [
      namespaceId,
    ])
  ).rows[0]?.n;

beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

describe('an application', () => {
  test('starts a trial today for 30 days, and the next answer knows it', async () => {
    const id = next++;
    const { status, body } = await apply(id);
    const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
    expect(status).toBe(201);
    expect(body).toEqual({
      success: true,
      trial: {
        id: expect.any(Number),
        namespace_id: id,
        trial_type: FREE,
        starts_on: day(0),
        ends_on: day(30),
        state: 'retrying',
      },
      version: 1,
      epoch: 1,
    });
    const answer = await portal.gitlab('GET', `${ELIGIBILITY_PATH}?namespace_ids=${id}&include=reasons`);
    expect(answer.body.namespaces[id]).toEqual([]);
    expect(answer.body.versions[id]).toBe(1);
    expect(answer.body.reasons[id]).toEqual({
      [FREE]: ['trial_already_used', 'trial_running'],
      [PREMIUM]: ['trial_running'],
    });
  });

  test('is taken on the older path, with ids as decimal strings', async () => {
    const id = next++;
    const { status } = await portal.gitlab('POST', OLDER_APPLY_PATH, {
      body: {
        ...application(id),
        uid: String(id),
        trial_user: { ...application(id).trial_user, namespace_id: String(id) },
      },
    });
    expect(status).toBe(201);
  });

  test('that is repeated by the same person is answered 200 with the same trial', async () => {
    const id = next++;
    const first = await apply(id);
    const again = await apply(id);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(await count(id)).toBe(1);
  });

  test('of somebody else is refused, with every reason, and kept', async () => {
    const id = next++;
    await apply(id);
    const { status, body } = await apply(id, {}, 999_999);
    expect(status).toBe(422);
    expect(body).toMatchObject({ success: false, code: 'trial_already_used', error_attribute_map: {} });
    expect(body.reasons.map((reason: { code: string }) => reason.code)).toEqual([
      'trial_already_used',
      'trial_running',
    ]);
    expect(body.errors).toBe(body.reasons[0].sentence);
    const { rows } = await portal.database.query('SELECT codes, uid FROM refusals WHERE namespace_id = $1', [id]);
    expect(rows).toEqual([{ codes: ['trial_already_used', 'trial_running'], uid: 999_999 }]);
  });

  test('with the same Idempotency-Key gives the same trial; with another body it is 422', async () => {
    const id = next++;
    const headers = { 'idempotency-key': 'key-1' };
    const first = await apply(id, {}, id, headers);
    const again = await apply(id, {}, id, headers);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.trial).toEqual(first.body.trial);
    const other = await apply(next++, {}, id, headers);
    expect(other.status).toBe(422);
    expect(other.body.code).toBe('idempotency_key_reused');
  });

  test('64 at once with one key for 64 namespaces start exactly one', async () => {
    const ids = Array.from({ length: 64 }, () => next++);
    const replies = await Promise.all(ids.map((id) => apply(id, {}, id, { 'idempotency-key': 'shared' })));
    expect(replies.filter((one) => one.status === 201)).toHaveLength(1);
    expect(replies.filter((one) => one.status === 422)).toHaveLength(63);
  });

  test.each([
    ['a type that is not offered', { trial_type: 'ultimate_with_dap' }, 'trial_type_not_offered'],
    ['an add-on only type', { trial_type: 'gitlab_duo_pro' }, 'trial_type_not_offered'],
    ['a plan that is not eligible', { namespace: { plan: 'ultimate' } }, 'plan_not_eligible'],
    ['the type on premium from a free plan', { trial_type: PREMIUM, namespace: { plan: null } }, 'plan_not_eligible'],
  ])('for %s is 422', async (_name, more, code) => {
    const { status, body } = await apply(next++, more);
    expect(status).toBe(422);
    expect(body.code).toBe(code);
    expect(body.reasons[0].code).toBe(code);
  });

  test('without a plan is not asked for one', async () => {
    expect((await apply(next++, { namespace: { id: 1 } })).status).toBe(201);
    expect((await apply(next++, { trial_type: PREMIUM, namespace: { plan: 'premium' } })).status).toBe(201);
  });

  test.each([
    [{}, 'trial_user'],
    [[], 'body'],
    [{ uid: 7 }, 'trial_user'],
    [{ uid: 0, trial_user: { namespace_id: 1, trial_type: FREE } }, 'uid'],
    [{ uid: 7, trial_user: { namespace_id: 1.5, trial_type: FREE } }, 'trial_user.namespace_id'],
    [{ uid: 7, trial_user: { namespace_id: 1 } }, 'trial_user.trial_type'],
    [{ uid: 7, trial_user: { namespace_id: 1, trial_type: 'a\0b' } }, 'trial_user.trial_type'],
    [
      { uid: 7, trial_user: { namespace_id: 1, trial_type: FREE, namespace: { plan: 5 } } },
      'trial_user.namespace.plan',
    ],
  ])('%j is 422 and names %s', async (body, field) => {
    const reply = await portal.gitlab('POST', APPLY_PATH, { body });
    expect(reply.status).toBe(422);
    expect(Object.keys(reply.body.error_attribute_map)).toContain(field);
  });

  test('is refused, not broken, when the database itself sees the overlap', async () => {
    const id = next++;
    // A trial that facts do not tell of, as if the trigger had failed.
    await portal.database.query(
      `INSERT INTO trials (namespace_id, trial_type, starts_on, ends_on, origin) VALUES ($1, '${PREMIUM}', current_date, current_date + 9, 'import')`,
      [id],
    );
    await portal.database.query("UPDATE namespaces SET facts = '' WHERE id = $1", [id]);
    const { status, body } = await apply(id);
    expect(status).toBe(422);
    expect(body.code).toBe('trial_running');
    expect(await count(id)).toBe(1);
    expect((await portal.database.query('SELECT codes FROM refusals WHERE namespace_id = $1', [id])).rows).toHaveLength(
      1,
    );
  });
});

describe('the limit of trials per applicant', () => {
  const lead = (uid: number, email: string) =>
    portal.gitlab('POST', '/leads/gitlab_com/ultimates', {
      body: { trial_user: { uid, namespace_id: next, work_email: email } },
    });

  async function limitTo(max: number) {
    const reply = await portal.as('admin', 'PATCH', '/api/v1/rules/applicant_trial_limit', {
      parameters: { max },
      reason: 'test limit',
    });
    expect(reply.status).toBe(200);
  }

  test('16 at once of one applicant for 16 namespaces, limit 3: exactly 3', async () => {
    await limitTo(3);
    const uid = 500_001;
    const replies = await Promise.all(Array.from({ length: 16 }, () => apply(next++, {}, uid)));
    expect(replies.filter((one) => one.status === 201)).toHaveLength(3);
    const refused = replies.filter((one) => one.status === 422);
    expect(refused).toHaveLength(13);
    expect(refused[0]?.body.reasons).toEqual([
      { code: 'applicant_trial_limit', sentence: expect.not.stringMatching(/3|limit/) },
    ]);
  });

  test('counts one box behind several users, whose newest leads say so', async () => {
    const uids = [500_101, 500_102, 500_103, 500_104];
    for (const [place, uid] of uids.entries()) await lead(uid, `A.D.A+${place}@gmail.com`);
    const replies = await Promise.all(uids.map((uid) => apply(next++, {}, uid)));
    expect(replies.filter((one) => one.status === 201)).toHaveLength(3);
    expect(
      (await portal.database.query("SELECT FROM leads WHERE details::text LIKE '%gmail%' AND email_hash IS NULL"))
        .rowCount,
    ).toBe(0);
  });

  test('does not concern who is exempt', async () => {
    const uid = 500_201;
    await portal.as('operator', 'PUT', `/api/v1/applicants/${uid}/exemption`, { reason: 'a trainer' });
    const replies = await Promise.all(Array.from({ length: 6 }, () => apply(next++, {}, uid)));
    expect(replies.every((one) => one.status === 201)).toBe(true);
    await portal.as('operator', 'DELETE', `/api/v1/applicants/${uid}/exemption`, { reason: 'no trainer any more' });
    expect((await apply(next++, {}, uid)).body.code).toBe('applicant_trial_limit');
    await limitTo(10);
  });
});

describe('a waiting lock', () => {
  test('never pairs a new version with old facts', async () => {
    const id = next++;
    await portal.database.query('INSERT INTO namespaces (id) VALUES ($1)', [id]);
    const other = await portal.database.connect();
    try {
      await other.query('BEGIN');
      await other.query(
        `INSERT INTO purchases (external_id, namespace_id, product, trial, starts_on, quantity, source_updated_at)
         VALUES ('wait-${id}', $1, 'ultimate', false, current_date, 1, now())`,
        [id],
      );
      const applied = apply(id);
      await new Promise((resolve) => setTimeout(resolve, 150));
      const asked = await portal.gitlab('GET', `${ELIGIBILITY_PATH}?namespace_ids=${id}`);
      expect(asked.body).toMatchObject({ versions: { [id]: 0 }, namespaces: { [id]: [FREE, PREMIUM] } });
      await other.query('COMMIT');
      const reply = await applied;
      expect(reply.status).toBe(422);
      expect(reply.body.code).toBe('paid_ultimate');
      expect(await count(id)).toBe(0);
    } finally {
      other.release();
    }
  });

  test('keeps every other change of the namespace out between the decision and its trial', async () => {
    const id = next++;
    await portal.database.query('INSERT INTO namespaces (id) VALUES ($1)', [id]);
    const other = await portal.database.connect();
    try {
      await other.query('BEGIN');
      // Facts can be read, and no trial can be written yet.
      await other.query('LOCK TABLE trials IN SHARE MODE');
      const applied = apply(id);
      await new Promise((resolve) => setTimeout(resolve, 150));
      let blocked = false;
      const blocking = portal
        .as('operator', 'PUT', `/api/v1/namespaces/${id}/block`, { reason: 'while they apply' })
        .then((reply) => {
          blocked = true;
          return reply;
        });
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(blocked).toBe(false);
      await other.query('COMMIT');
      expect((await applied).body.version).toBe(1);
      expect((await blocking).body.version).toBe(2);
    } finally {
      other.release();
    }
  });
});
