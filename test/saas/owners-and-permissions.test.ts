import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertMember, insertNamespace, insertUser } from './support/rows.ts';
import { type SaasUnderTest, startSaasUnderTest } from './support/saas-under-test.ts';

let test: SaasUnderTest;

beforeAll(async () => {
  test = await startSaasUnderTest();
});
afterAll(() => test.stop());

const inactive = [
  ['asked for access', { requestedAt: '2026-01-01' }],
  ['was invited', { inviteToken: 'token' }],
  ['awaits approval', { state: 1 }],
  ['expired', { expiresAt: '2020-01-01' }],
  ['is a maintainer', { accessLevel: 40 }],
  ['is a member of a project', { type: 'ProjectMember', sourceType: 'Project' }],
] as const;

describe('GET owners', () => {
  it('answers the direct Owners by id, and nobody else', async () => {
    const { pool } = test.database;
    const id = await insertNamespace(pool);
    const sub = await insertNamespace(pool, { parentId: id });
    const users = await Promise.all(Array.from({ length: 4 }, () => insertUser(pool)));
    const [first, second, below, blocked] = users.sort((one, other) => one - other) as [number, number, number, number];
    await pool.query("UPDATE users SET state = 'blocked' WHERE id = $1", [blocked]);
    await insertMember(pool, id, second, { expiresAt: '9999-01-01' });
    await insertMember(pool, id, first);
    await insertMember(pool, id, blocked);
    await insertMember(pool, sub, below);
    for (const [reason, member] of inactive) {
      await insertMember(pool, id, await insertUser(pool), {
        ...member,
        ...('inviteToken' in member ? { inviteToken: reason } : {}),
      });
    }
    const response = await test.call('GET', `/${id}/owners`);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(
      [first, second].map((userId) => ({
        user: { id: userId, username: expect.any(String), name: expect.any(String) },
        access_level: 50,
        notification_email: expect.stringMatching(/@example\.com$/),
      })),
    );
    expect(response.headers).toMatchObject({
      'x-page': '1',
      'x-per-page': '20',
      'x-prev-page': '',
      'x-next-page': '',
      'x-total': '2',
      'x-total-pages': '1',
    });
  });

  it('comes in pages', async () => {
    const { pool } = test.database;
    const id = await insertNamespace(pool);
    for (let count = 0; count < 5; count += 1) await insertMember(pool, id, await insertUser(pool));
    const pages = await Promise.all(
      [1, 2, 3, 4].map((page) => test.call('GET', `/${id}/owners?per_page=2&page=${page}`)),
    );
    expect(pages.map((page) => page.json().length)).toEqual([2, 2, 1, 0]);
    expect(pages[1]?.headers).toMatchObject({ 'x-prev-page': '1', 'x-next-page': '3', 'x-total-pages': '3' });
    const ids = pages.flatMap((page) => page.json().map((owner: { user: { id: number } }) => owner.user.id));
    expect(new Set(ids).size).toBe(5);
    for (const query of ['page=0', 'page=x', 'per_page=-1', 'page=999999999', 'per_page=101', 'page=1&page=2']) {
      expect((await test.call('GET', `/${id}/owners?${query}`)).statusCode).toBe(200);
    }
  });

  it('is 404 for whatever is no group', async () => {
    const person = await insertNamespace(test.database.pool, { type: 'User' });
    const project = await insertNamespace(test.database.pool, { type: 'Project' });
    for (const id of [person, project, 999_999_999, 'abc']) {
      const response = await test.call('GET', `/${id}/owners`);
      expect(response.statusCode).toBe(404);
      expect(response.json()).toMatchObject({
        message: '404 Group Namespace Not Found',
        errors: `There is no group ${id}; ids are whole numbers from 1.`,
        code: 'group_namespace_not_found',
      });
    }
  });

  it('is an empty list where nobody owns the group', async () => {
    const response = await test.call('GET', `/${await insertNamespace(test.database.pool)}/owners`);
    expect(response.json()).toEqual([]);
    expect(response.headers).toMatchObject({ 'x-total': '0', 'x-total-pages': '1' });
  });
});

describe('GET user_permissions', () => {
  async function mayEdit(namespaceId: number, userId: number): Promise<boolean> {
    const response = await test.call('GET', `/${namespaceId}/user_permissions/${userId}`);
    expect(response.statusCode).toBe(200);
    expect(Object.keys(response.json())).toEqual(['edit_billing']);
    return response.json().edit_billing;
  }

  it('lets Owners edit billing, also of the groups below', async () => {
    const { pool } = test.database;
    const id = await insertNamespace(pool);
    const sub = await insertNamespace(pool, { parentId: id });
    const [owner, belowOwner, stranger] = await Promise.all([insertUser(pool), insertUser(pool), insertUser(pool)]);
    await insertMember(pool, id, owner);
    await insertMember(pool, sub, belowOwner);
    expect(await mayEdit(id, owner)).toBe(true);
    expect(await mayEdit(sub, owner)).toBe(true);
    expect(await mayEdit(id, belowOwner)).toBe(false);
    expect(await mayEdit(id, stranger)).toBe(false);
  });

  it.each(inactive)('not one who %s', async (_reason, member) => {
    const { pool } = test.database;
    const id = await insertNamespace(pool);
    const user = await insertUser(pool);
    await insertMember(pool, id, user, { ...member, ...('inviteToken' in member ? { inviteToken: 'other' } : {}) });
    expect(await mayEdit(id, user)).toBe(false);
  });

  it('not one who is blocked', async () => {
    const { pool } = test.database;
    const user = await insertUser(pool, { state: 'blocked' });
    const id = await insertNamespace(pool);
    await insertMember(pool, id, user);
    expect(await mayEdit(id, user)).toBe(false);
    expect(await mayEdit(await insertNamespace(pool, { type: 'User', ownerId: user }), user)).toBe(false);
  });

  it('lets a person edit the billing of their own namespace', async () => {
    const { pool } = test.database;
    const [ownerId, stranger] = await Promise.all([insertUser(pool), insertUser(pool)]);
    const id = await insertNamespace(pool, { type: 'User', ownerId });
    expect(await mayEdit(id, ownerId)).toBe(true);
    expect(await mayEdit(id, stranger)).toBe(false);
  });

  it('is 404 for a person who is unknown', async () => {
    const id = await insertNamespace(test.database.pool);
    for (const userId of ['0', '-1', 'abc', '999999999', '9007199254740992']) {
      const response = await test.call('GET', `/${id}/user_permissions/${userId}`);
      expect(response.statusCode).toBe(404);
      expect(response.json()).toMatchObject({ message: '404 User Not Found', code: 'user_not_found' });
    }
  });
});
