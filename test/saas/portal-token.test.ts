import { base64url, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPortalTokenCheck } from '#saas/internal-api/portal-token.ts';
import { createSigningKey, PortalStandIn, type SigningKey, signToken } from './support/portal-stand-in.ts';
import { insertNamespace } from './support/rows.ts';
import { INTERNAL_API, type SaasUnderTest, startSaasUnderTest } from './support/saas-under-test.ts';

const UNAVAILABLE = { code: 'signing_keys_unavailable', status: 503, retryAfterSeconds: 2 };

let one: SigningKey;
let two: SigningKey;

beforeAll(async () => {
  [one, two] = await Promise.all([createSigningKey('one'), createSigningKey('two')]);
});

describe('over HTTP', () => {
  let test: SaasUnderTest;
  let path: string;

  beforeAll(async () => {
    test = await startSaasUnderTest();
    path = `${INTERNAL_API}/${await insertNamespace(test.database.pool)}`;
  });
  afterAll(() => test.stop());

  const get = (token?: string) =>
    test.saas.app.inject({
      url: path,
      headers: token === undefined ? {} : { 'X-CUSTOMERS-DOT-INTERNAL-TOKEN': token },
    });

  it('lets the portal in', async () => {
    expect((await get(await signToken(test.key, test.portal.url))).statusCode).toBe(200);
  });

  it('forgives a clock that is a little off', async () => {
    expect((await get(await signToken(test.key, test.portal.url, { notBefore: 3 }))).statusCode).toBe(200);
    expect((await get(await signToken(test.key, test.portal.url, { expiresIn: -3 }))).statusCode).toBe(200);
  });

  const forged = async (header: object, secret?: Uint8Array) => {
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: test.portal.url,
      aud: 'gitlab-subscriptions',
      sub: 'customers-dot-internal-api',
      exp: now + 60,
    };
    if (secret) return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', ...header }).sign(secret);
    return [header, claims]
      .map((part) => base64url.encode(JSON.stringify(part)))
      .join('.')
      .concat('.');
  };

  it.each<[string, () => Promise<string | undefined>]>([
    ['no token', async () => undefined],
    ['an empty one', async () => ''],
    ['no JWT', async () => 'glpat-secret'],
    ['a JWT of nothing', async () => '..'],
    ['another issuer', () => signToken(test.key, 'http://elsewhere.test')],
    ['another audience', () => signToken(test.key, test.portal.url, { audience: 'somebody' })],
    ['another subject', () => signToken(test.key, test.portal.url, { subject: 'gitlab_user_id_1' })],
    ['an expired one', () => signToken(test.key, test.portal.url, { expiresIn: -10 })],
    ['one that never expires', () => signToken(test.key, test.portal.url, { expiresIn: null })],
    ['one that is not valid yet', () => signToken(test.key, test.portal.url, { notBefore: 30 })],
    ['a key that the portal does not have', () => signToken(two, test.portal.url)],
    ['another key under the same name', async () => signToken({ ...two, kid: 'one' }, test.portal.url)],
    ['no signature', () => forged({ alg: 'none', kid: 'one' })],
    [
      'the public key as a shared secret',
      () => forged({ kid: 'one' }, new TextEncoder().encode(JSON.stringify(test.key.publicJwk))),
    ],
    [
      'a changed claim',
      async () => {
        const [header, , signature] = (await signToken(test.key, test.portal.url)).split('.');
        const [, claims] = (await forged({ alg: 'none' })).split('.');
        return [header, claims, signature].join('.');
      },
    ],
    ['two tokens', async () => `${await signToken(test.key, test.portal.url)}, x`],
  ])('refuses %s', async (_what, token) => {
    const response = await get(await token());
    expect(response.statusCode).toBe(401);
    expect(response.json()).toEqual({
      message: '401 Unauthorized',
      success: false,
      errors: 'The header X-CUSTOMERS-DOT-INTERNAL-TOKEN must hold a valid token of the portal.',
      code: 'unauthorized',
      error_attribute_map: {},
    });
  });

  it('guards every operation, before anything else is looked at', async () => {
    for (const [method, rest] of [
      ['GET', '/1'],
      ['PUT', '/1'],
      ['GET', '/1/gitlab_subscription'],
      ['POST', '/1/gitlab_subscription'],
      ['PUT', '/1/gitlab_subscription'],
      ['POST', '/1/provision'],
      ['GET', '/1/owners'],
      ['GET', '/1/user_permissions/1'],
      ['HEAD', '/1'],
    ] as const) {
      const url = `${INTERNAL_API}${rest}`;
      const headers = { 'content-type': 'application/json' };
      const response = await test.saas.app.inject({
        method,
        url,
        headers,
        ...(method[0] === 'P' ? { payload: '{' } : {}),
      });
      expect(response.statusCode, `${method} ${rest}`).toBe(401);
    }
  });

  it('answers 503 where the keys cannot be read, and 401 without asking for them where there is no token', async () => {
    const closed = new PortalStandIn();
    await closed.start();
    const { url } = closed;
    await closed.stop();
    const other = await startSaasUnderTest();
    try {
      other.portal.configuration = 'error';
      const response = await other.call('GET', '/1');
      expect(response.statusCode).toBe(503);
      expect(response.headers['retry-after']).toBe('2');
      expect(response.json()).toMatchObject({
        success: false,
        code: 'signing_keys_unavailable',
        message: expect.stringMatching(/try again/),
        errors: expect.stringMatching(/try again/),
      });
      expect((await other.saas.app.inject({ url: `${INTERNAL_API}/1` })).statusCode).toBe(401);
      other.portal.configuration = 'ok';
      expect((await other.call('GET', '/1')).statusCode).toBe(404);
    } finally {
      await other.stop();
    }
    await expect(createPortalTokenCheck(url, Date.now)(await signToken(one, url))).rejects.toMatchObject(UNAVAILABLE);
  });
});
