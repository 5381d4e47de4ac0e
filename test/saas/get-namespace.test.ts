import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertMember, insertNamespace, insertUser } from './support/rows.ts';
import { type SaasUnderTest, startSaasUnderTest, TODAY } from './support/saas-under-test.ts';

let test: SaasUnderTest;

beforeAll(async () => {
  test = await startSaasUnderTest({ clock: () => Date.parse(`${TODAY}T12:00:00Z`) });
});
afterAll(() => test.stop());

describe('GET namespaces/:id', () => {
  it('answers a group with all its fields', async () => {
    const { pool } = test.database;
    const id = await insertNamespace(pool, { path: 'acme' });
    const sub = await insertNamespace(pool, { parentId: id });
    const [owner, guest, blocked, minimal, invited] = await Promise.all([
      insertUser(pool),
      insertUser(pool),
      insertUser(pool, { state: 'blocked' }),
      insertUser(pool),
      insertUser(pool),
    ]);
    await insertMember(pool, id, owner);
    await insertMember(pool, sub, owner);
    await insertMember(pool, sub, guest, { accessLevel: 10 });
    await insertMember(pool, id, blocked);
    await insertMember(pool, id, minimal, { accessLevel: 5 });
    await insertMember(pool, id, invited, { inviteToken: 'invitation' });
    const response = await test.call('GET', `/${id}`);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      id,
      name: 'acme',
      path: 'acme',
      kind: 'group',
      full_path: 'acme',
      parent_id: null,
      avatar_url: null,
      web_url: 'http://saas.test/groups/acme',
      shared_runners_minutes_limit: null,
      extra_shared_runners_minutes_limit: null,
      additional_purchased_storage_size: 0,
      additional_purchased_storage_ends_on: null,
      billable_members_count: 2,
      plan: 'free',
      trial_ends_on: null,
      trial: false,
      members_count_with_descendants: 3,
      root_repository_size: null,
      projects_count: 0,
    });
    await test.call('POST', `/${id}/gitlab_subscription`, {
      start_date: '2026-11-01',
      end_date: '2027-11-01',
      plan_code: 'ultimate_trial',
      trial: true,
      trial_ends_on: '2026-12-01',
      max_seats_used: 4,
    });
    expect((await test.call('GET', `/${id}`)).json()).toMatchObject({
      plan: 'ultimate_trial',
      trial: true,
      trial_ends_on: '2026-12-01',
      end_date: '2027-11-01',
      seats_in_use: 0,
      max_seats_used: 4,
      max_seats_used_changed_at: null,
      billable_members_count: 1,
    });
  });

  it('answers a subgroup with its full path', async () => {
    const parentId = await insertNamespace(test.database.pool, { path: 'parent' });
    const id = await insertNamespace(test.database.pool, { path: 'child', parentId });
    expect((await test.call('GET', `/${id}`)).json()).toMatchObject({
      full_path: 'parent/child',
      parent_id: parentId,
      web_url: 'http://saas.test/groups/parent/child',
    });
  });

  it('ends although a group lies below itself', async () => {
    const { pool } = test.database;
    const id = await insertNamespace(pool);
    await pool.query('UPDATE namespaces SET parent_id = id WHERE id = $1', [id]);
    expect((await test.call('GET', `/${id}`)).statusCode).toBe(200);
  });

  it("answers a person's namespace without the fields of groups", async () => {
    const ownerId = await insertUser(test.database.pool);
    const id = await insertNamespace(test.database.pool, { type: 'User', ownerId, path: 'ada' });
    const body = (await test.call('GET', `/${id}`)).json();
    expect(body).toMatchObject({ kind: 'user', web_url: 'http://saas.test/ada', billable_members_count: 1 });
    expect(body).not.toHaveProperty('projects_count');
    expect(body).not.toHaveProperty('members_count_with_descendants');
  });
});
