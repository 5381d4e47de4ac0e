import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ProductUnderTest, someone, startProduct } from '../support/product-under-test.ts';

let product: ProductUnderTest;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

test('signing in, by address or name, whatever the case; signing out', async () => {
  const visitor = product.visitor();
  const person = someone('grace');
  expect((await visitor.call('POST', '/registrations', { ...person, registration_type: 'free' })).statusCode).toBe(201);
  expect((await visitor.call('GET', '/user')).json().user).toMatchObject({ username: 'grace', email: person.email });
  expect((await visitor.call('DELETE', '/session')).statusCode).toBe(204);
  expect((await visitor.call('GET', '/user')).statusCode).toBe(401);
  for (const login of ['GRACE', person.email.toUpperCase()]) {
    const other = product.visitor();
    expect((await other.call('POST', '/session', { login, password: person.password })).statusCode).toBe(201);
    expect((await other.call('GET', '/user')).statusCode).toBe(200);
  }
});

test.each([
  [{ login: 'grace', password: 'wrong horse' }, 422, 'sign_in_failed'],
  [{ login: 'nobody', password: 'correct horse' }, 422, 'sign_in_failed'],
  [{ login: '', password: '' }, 422, 'invalid_request'],
  [{ login: ['grace'], password: 1 }, 422, 'invalid_request'],
  ['[]', 422, 'invalid_request'],
  ['{', 400, 'malformed_request'],
])('signing in with %j is refused', async (body, status, code) => {
  const answer = await product.visitor().call('POST', '/session', body);
  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
});

test('a change without the CSRF token is refused, and a look is not', async () => {
  const visitor = product.visitor();
  await visitor.register({ registration_type: 'free' });
  visitor.forgetCsrf();
  const refused = await visitor.call('POST', '/groups', { name: 'Zeta' });
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'csrf_token_invalid']);
  expect((await visitor.call('GET', '/groups')).statusCode).toBe(200);
});

test('nobody signed in: 401, everywhere', async () => {
  const visitor = product.visitor();
  const routes = [
    ['GET', '/user'],
    ['GET', '/groups'],
    ['POST', '/groups'],
    ['GET', '/groups/1'],
    ['GET', '/trials/eligible_namespaces'],
    ['POST', '/trials'],
    ['GET', '/namespaces/1/ctas'],
    ['DELETE', '/session'],
  ] as const;
  for (const [method, path] of routes) {
    const { statusCode } = await visitor.call(method, path, method === 'POST' ? {} : undefined);
    expect([method, path, statusCode]).toEqual([method, path, 401]);
  }
});

test('every field of a registration is named when it is missing or wrong, and nothing is made', async () => {
  const count = async () => (await product.database.pool.query('SELECT count(*)::int AS n FROM users')).rows[0].n;
  const before = await count();
  const missing = await product.visitor().call('POST', '/registrations', { registration_type: 'trial' });
  expect(Object.keys(missing.json().errors).sort()).toEqual(
    ['email', 'first_name', 'group_name', 'last_name', 'password', 'role', 'username'].sort(),
  );
  const wrong = await product.visitor().call('POST', '/registrations', {
    ...someone('x'),
    email: 'no address',
    password: 'short',
    username: '-x-',
    first_name: '<script>',
    role: 'king',
    group_name: "Robert'); DROP TABLE students;--",
    glm_source: 7,
    setup_for_company: 'yes',
  });
  expect(wrong.statusCode).toBe(422);
  expect(Object.keys(wrong.json().errors).sort()).toEqual(
    ['email', 'first_name', 'glm_source', 'group_name', 'password', 'role', 'setup_for_company', 'username'].sort(),
  );
  expect(await count()).toBe(before);
});

test('an address and a name that are taken, whatever the case', async () => {
  await product.visitor().call('POST', '/registrations', { ...someone('taken'), registration_type: 'free' });
  const again = await product
    .visitor()
    .call('POST', '/registrations', { ...someone('TAKEN'), registration_type: 'free' });
  expect(again.statusCode).toBe(422);
  expect(again.json().errors).toEqual({ email: ['has already been taken'], username: ['has already been taken'] });
});
