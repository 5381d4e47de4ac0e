import { Ajv } from 'ajv';
import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ProductUnderTest, someone, startProduct, type Visitor } from '../support/product-under-test.ts';

type Operation = { readonly responses: Record<string, { content?: { 'application/json': { schema: object } } }> };

const ajv = new Ajv({ strict: false, allErrors: true });
let product: ProductUnderTest;
let ada: Visitor;
let own: number;
let paths: Record<string, Record<string, Operation>>;

beforeAll(async () => {
  product = await startProduct();
  ada = product.visitor();
  own = (await ada.register({ group_name: 'Own' })).json().group.id;
  paths = (await product.saas.app.inject('/openapi.json')).json().paths;
});
afterAll(() => product.stop());

/** The route that is asked: without an id at its end a path is that of the list. */
const routed = (route: string, id: string) => (id === '' ? route.replace(/\/\{id\}$/, '') : route);

/** Whether an answer is what /openapi.json says of its route. */
function conforms(method: string, route: string, { statusCode, body }: LightMyRequestResponse): string | undefined {
  const { responses } = paths[`/api/v4${route}`]?.[method.toLowerCase()] ?? { responses: {} };
  const described = responses[statusCode] ?? responses[`${Math.floor(statusCode / 100)}XX`] ?? responses['4xx'];
  if (!described) return `${method} ${route} does not say that it answers ${statusCode}`;
  const schema = described.content?.['application/json'].schema;
  if (!schema) return body === '' ? undefined : `${method} ${route} says that it answers nothing`;
  const validate = ajv.compile(schema);
  return validate(JSON.parse(body))
    ? undefined
    : `${method} ${route} ${statusCode}: ${ajv.errorsText(validate.errors)}`;
}

const text = fc.oneof(
  fc.constantFrom<unknown>('', ' ', '\u0000', '\ud800', '<b>x</b>', '🦊', "'; DROP TABLE users; --", 'a'.repeat(300)),
  fc.constantFrom<unknown>('full', 'trial', 'free', 'other', 'Zeta', 'ada@example.com', '../..', '١'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const id = fc.oneof(
  fc.constantFrom<unknown>(0, -1, 1, 1.5, 2 ** 53, '1e3', '9007199254740992', '', null, true, '0x1', '7'.repeat(180)),
  fc.integer(),
  fc.constant(undefined).map(() => own),
);
const value = fc.oneof({ arbitrary: text, weight: 3 }, { arbitrary: id, weight: 2 }, fc.jsonValue());
const FIELDS = [
  ...['email', 'password', 'username', 'first_name', 'last_name', 'registration_type', 'role', 'group_name'],
  ...['company_name', 'setup_for_company', 'glm_source', 'glm_content', 'step', 'namespace_id', 'new_group_name'],
  ...['phone_number', 'country', 'state', 'name', 'login', '__proto__', 'constructor'],
];
const fields = fc.dictionary(fc.constantFrom(...FIELDS), value);
const almost = fields.map((more) => ({ ...someone('mallory'), ...more }));
const body = fc.oneof(fields, almost, fc.jsonValue(), fc.constantFrom<unknown>('{', '', '[1', '{"a":', undefined));
const route = fc.constantFrom(
  ...([
    ['POST', '/registrations'],
    ['POST', '/session'],
    ['GET', '/user'],
    ['GET', '/groups'],
    ['POST', '/groups'],
    ['GET', '/groups/{id}'],
    ['GET', '/trials/eligible_namespaces'],
    ['POST', '/trials'],
    ['GET', '/namespaces/{id}/ctas'],
  ] as const),
);

const count = async () => {
  const { rows } = await product.database.pool.query(
    `SELECT (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM namespaces) AS namespaces,
       (SELECT count(*) FROM members) AS members, (SELECT count(*) FROM trial_applications) AS applications`,
  );
  return rows[0];
};

test('whatever is sent: never a 5xx, always what /openapi.json says, and nothing half made', async () => {
  await fc.assert(
    fc.asyncProperty(route, id, body, fc.boolean(), async ([method, path], of, sent, isSignedIn) => {
      const visitor = isSignedIn ? ada : product.visitor();
      const payload = method === 'GET' ? undefined : typeof sent === 'string' ? sent : JSON.stringify(sent);
      const before = await count();
      const named = encodeURIComponent(String(of));
      const answer = await visitor.call(method, path.replace('{id}', named), payload ?? '');
      expect(answer.statusCode, answer.body).toBeLessThan(500);
      expect(conforms(method, routed(path, named), answer)).toBeUndefined();
      if (answer.statusCode < 400) return;
      expect(await count()).toEqual(before);
      expect(answer.json().sentence).toMatch(/\S/);
    }),
    { numRuns: 400 },
  );
});

test('every route of the product is described', () => {
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(described.sort()).toEqual(
    [
      ...['delete /session', 'post /session', 'get /user', 'post /registrations', 'get /groups', 'post /groups'],
      ...['get /groups/{id}', 'get /trials/eligible_namespaces', 'post /trials', 'get /namespaces/{id}/ctas'],
    ]
      .map((one) => one.replace(' ', ' /api/v4'))
      .sort(),
  );
});
