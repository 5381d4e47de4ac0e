import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertNamespace } from './support/rows.ts';
import { type SaasUnderTest, startSaasUnderTest, TODAY } from './support/saas-under-test.ts';

let test: SaasUnderTest;

beforeAll(async () => {
  test = await startSaasUnderTest({ clock: () => Date.parse(`${TODAY}T12:00:00Z`) });
});
afterAll(() => test.stop());

const unknownIds = [
  '0',
  '-1',
  '01',
  '1.5',
  '1e3',
  'abc',
  '9007199254740992',
  '99999999999999999999',
  '999999999',
  '%00',
  '%F0%9F%8E%89',
  "1'--",
];

describe('the namespace in the path', () => {
  const operations = [
    ['GET', '', undefined],
    ['PUT', '', {}],
    ['GET', '/gitlab_subscription', undefined],
    ['POST', '/gitlab_subscription', { start_date: '2026-01-01' }],
    ['PUT', '/gitlab_subscription', {}],
    ['POST', '/provision', { provision: {} }],
    ['GET', '/user_permissions/1', undefined],
  ] as const;

  it.each(operations)('%s …%s: unknown ids and those of projects are 404', async (method, path, body) => {
    const project = await insertNamespace(test.database.pool, { type: 'Project' });
    for (const id of [...unknownIds, String(project)]) {
      const response = await test.call(method, `/${id}${path}`, body);
      expect(response.statusCode, id).toBe(404);
      expect(response.json()).toMatchObject({
        message: '404 Namespace Not Found',
        success: false,
        errors: `There is no namespace ${decodeURIComponent(id)}; ids are whole numbers from 1.`,
        code: 'namespace_not_found',
      });
    }
  });

  it('is never a 500, however it is written', async () => {
    for (const id of ['%', '%E0%A4', '1'.repeat(500), '../../x', '%2e%2e', '1%2F2']) {
      for (const [method, path, body] of operations) {
        const { statusCode } = await test.call(method, `/${id}${path}`, body);
        expect([400, 404, 405, 414]).toContain(statusCode);
      }
    }
  });
});

describe('the body', () => {
  it.each([['text'], ['[]'], ['7'], ['"x"'], ['{'], ['']])('%j is refused as no object', async (payload) => {
    const id = await insertNamespace(test.database.pool);
    await test.call('POST', `/${id}/gitlab_subscription`, { start_date: '2026-01-01' });
    for (const path of [`/${id}`, `/${id}/gitlab_subscription`]) {
      const response = await test.saas.app.inject({
        method: 'PUT',
        url: `/api/v4/internal/gitlab_subscriptions/namespaces${path}`,
        headers: { ...test.headers, 'content-type': 'application/json' },
        payload,
      });
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({ success: false, code: 'malformed_request' });
      expect(response.json().message).toBe(response.json().errors);
    }
  });
});
