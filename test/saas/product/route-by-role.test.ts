import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ProductUnderTest, someone, startProduct, type Visitor } from '../support/product-under-test.ts';
import { insertMember, insertNamespace } from '../support/rows.ts';

/** Somebody nobody knows; signed in and no member; a member below Owner; Owner of a subgroup's parent; direct Owner. */
const ROLES = ['anonymous', 'stranger', 'maintainer', 'invited', 'former', 'owner'] as const;
type Role = (typeof ROLES)[number];

const lead = { step: 'full', first_name: 'Ada', last_name: 'L', company_name: 'ACME', country: 'NL' };
const seen = { anonymous: 401, stranger: 404, maintainer: 200, invited: 404, former: 404, owner: 200 };
const everybody = { stranger: 200, maintainer: 200, invited: 200, former: 200, owner: 200 };

/** What each route answers to each role; `:id` is the owner's group, `:sub` its subgroup, of which it is Owner by its parent alone. */
const TABLE: readonly (readonly [
  string,
  Record<Role, number>,
  (group: { id: number; sub: number }) => object | undefined,
])[] = [
  ['GET /user', { anonymous: 401, ...everybody }, () => undefined],
  ['GET /groups', { anonymous: 401, ...everybody }, () => undefined],
  ['GET /trials/eligible_namespaces', { anonymous: 401, ...everybody }, () => undefined],
  ['GET /groups/:id', seen, () => undefined],
  ['GET /namespaces/:id/ctas', seen, () => undefined],
  ['GET /groups/:sub', { ...seen, maintainer: 404, owner: 404 }, () => undefined],
  ['POST /trials', { ...seen, maintainer: 404, owner: 201 }, ({ id }) => ({ ...lead, namespace_id: id })],
  [
    'POST /trials',
    { anonymous: 401, stranger: 404, maintainer: 404, invited: 404, former: 404, owner: 404 },
    ({ sub }) => ({ ...lead, namespace_id: sub }),
  ],
  [
    'POST /trials',
    { anonymous: 401, stranger: 404, maintainer: 404, invited: 404, former: 404, owner: 404 },
    () => ({ ...lead, namespace_id: 999_999_999 }),
  ],
];

let product: ProductUnderTest;
const visitors = {} as Record<Role, Visitor>;
let group: { id: number; sub: number };

beforeAll(async () => {
  product = await startProduct();
  const { pool } = product.database;
  const ids = {} as Record<Role, number>;
  for (const role of ROLES) {
    visitors[role] = product.visitor();
    if (role === 'anonymous') continue;
    const answer = await visitors[role].call('POST', '/registrations', { ...someone(role), registration_type: 'free' });
    ids[role] = answer.json().user.id;
  }
  const id = await insertNamespace(pool, { path: 'owned' });
  group = { id, sub: await insertNamespace(pool, { path: 'below', parentId: id }) };
  await insertMember(pool, id, ids.owner);
  await insertMember(pool, id, ids.maintainer, { accessLevel: 40 });
  await insertMember(pool, id, ids.invited, { inviteToken: 'not accepted yet' });
  await insertMember(pool, id, ids.former, { expiresAt: '2020-01-01' });
});
afterAll(() => product.stop());

for (const role of ROLES) {
  test.each(TABLE)(`%s as ${role}`, async (route, expected, bodyOf) => {
    const [method, path] = route.split(' ') as ['GET' | 'POST', string];
    const address = path.replace(':id', String(group.id)).replace(':sub', String(group.sub));
    const answer = await visitors[role].call(method, address, bodyOf(group));
    expect(answer.statusCode, answer.body).toBe(expected[role]);
  });

  test(`what lists show as ${role}`, async () => {
    const ctas = await visitors[role].call('GET', `/namespaces/${group.id}/ctas`);
    const list = await visitors[role].call('GET', '/trials/eligible_namespaces');
    const groups = await visitors[role].call('GET', '/groups');
    if (role === 'anonymous') return expect([ctas, list, groups].map((one) => one.statusCode)).toEqual([401, 401, 401]);
    // By now the owner has started its trial, so nobody meets an offer any more.
    if (ctas.statusCode === 200) expect(ctas.json().ctas.length > 0).toBe(false);
    const isMember = role === 'owner' || role === 'maintainer';
    expect(groups.json().groups.map((one: { id: number }) => one.id)).toEqual(isMember ? [group.id] : []);
    expect(list.json().namespaces).toEqual([]);
    return undefined;
  });
}

test('what is not found is the same, whether it is somebody else’s or nobody’s', async () => {
  const [theirs, nobodys] = await Promise.all(
    [group.id, 999_999_999].map((id) => visitors.stranger.call('POST', '/trials', { ...lead, namespace_id: id })),
  );
  expect(theirs?.body).toBe(nobodys?.body);
});
