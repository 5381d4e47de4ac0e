import { createServer } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPortalTokenCheck } from '#saas/internal-api/portal-token.ts';
import { createSigningKey, PortalStandIn, type SigningKey, signToken } from './support/portal-stand-in.ts';

const MINUTE = 60_000;
const UNAVAILABLE = { code: 'signing_keys_unavailable', status: 503, retryAfterSeconds: 2 };

let one: SigningKey;
let two: SigningKey;

beforeAll(async () => {
  [one, two] = await Promise.all([createSigningKey('one'), createSigningKey('two')]);
});

describe('the keys of the portal', () => {
  let portal: PortalStandIn;
  let now: number;
  let check: ReturnType<typeof createPortalTokenCheck>;

  beforeEach(async () => {
    portal = new PortalStandIn();
    await portal.start();
    portal.published = [one.publicJwk];
    now = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now });
    check = createPortalTokenCheck(portal.url, () => Date.now());
  });
  afterEach(async () => {
    vi.useRealTimers();
    await portal.stop();
  });

  const pass = (milliseconds: number) => {
    now += milliseconds;
    vi.setSystemTime(now);
  };
  const valid = async (key: SigningKey) => check(await signToken(key, portal.url));

  it('are read once for many requests at the same time, and kept', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => valid(one)));
    expect(results).toEqual(Array(20).fill({ kind: 'valid' }));
    await valid(one);
    expect(portal.reads).toEqual({ configuration: 1, keys: 1 });
  });

  it('are read again after 15 minutes, and the configuration after a day', async () => {
    await valid(one);
    pass(15 * MINUTE - 1_000);
    await valid(one);
    expect(portal.reads).toEqual({ configuration: 1, keys: 1 });
    pass(2_000);
    await valid(one);
    expect(portal.reads).toEqual({ configuration: 1, keys: 2 });
    pass(24 * 60 * MINUTE);
    await valid(one);
    expect(portal.reads).toEqual({ configuration: 2, keys: 3 });
  });

  it('are read again for an unknown one, but not more often than every 10 s', async () => {
    await valid(one);
    for (let count = 0; count < 5; count += 1) expect(await valid(two)).toMatchObject({ kind: 'refused' });
    expect(portal.reads.keys).toBe(1);
    portal.published = [one.publicJwk, two.publicJwk];
    pass(10_001);
    expect(await valid(two)).toEqual({ kind: 'valid' });
    expect(await valid(one)).toEqual({ kind: 'valid' });
    expect(portal.reads.keys).toBe(2);
  });

  it('no longer open when the portal has taken one back', async () => {
    await valid(one);
    portal.published = [two.publicJwk];
    pass(15 * MINUTE);
    expect(await valid(one)).toMatchObject({ kind: 'refused' });
  });

  it('open while the portal is away, as long as they are fresh', async () => {
    await valid(one);
    portal.keys = 'error';
    pass(14 * MINUTE);
    expect(await valid(one)).toEqual({ kind: 'valid' });
    // Whoever names an unknown key must not take the known ones away.
    await expect(valid(two)).rejects.toMatchObject(UNAVAILABLE);
    expect(await valid(one)).toEqual({ kind: 'valid' });
    pass(2 * MINUTE);
    await expect(valid(one)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('are found where they have moved to', async () => {
    await valid(one);
    portal.keysPath = '/moved';
    pass(16 * MINUTE);
    await expect(valid(one)).rejects.toMatchObject(UNAVAILABLE);
    expect(await valid(one)).toEqual({ kind: 'valid' });
  });

  it.each(['error', 'nonsense'] as const)('answer %s: unavailable, and soon right again', async (behaviour) => {
    for (const address of ['configuration', 'keys'] as const) {
      portal[address] = behaviour;
      await expect(valid(one)).rejects.toMatchObject(UNAVAILABLE);
      portal[address] = 'ok';
    }
    expect(await valid(one)).toEqual({ kind: 'valid' });
  });

  it.each(['silent', 'half'] as const)('that are %s are waited for no longer than 2 s', async (behaviour) => {
    for (const address of ['configuration', 'keys'] as const) {
      portal[address] = behaviour;
      const begun = performance.now();
      await expect(valid(one)).rejects.toMatchObject(UNAVAILABLE);
      expect(performance.now() - begun).toBeGreaterThan(1_900);
      expect(performance.now() - begun).toBeLessThan(3_500);
      portal[address] = 'ok';
    }
  });

  it('are unavailable where another issuer answers', async () => {
    portal.issuer = 'http://elsewhere.test';
    await expect(valid(one)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('refuse a token for which there is no RSA key, and are unavailable where it is too weak', async () => {
    const { publicKey } = await generateKeyPair('ES256');
    portal.published = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }];
    expect(await valid(one)).toMatchObject({ kind: 'refused' });
    portal.published = [{ kty: 'RSA', kid: 'one', alg: 'RS256', n: 'AQAB', e: 'AQAB' }];
    pass(MINUTE * 16);
    await expect(valid(one)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('are unavailable where nothing speaks HTTP', async () => {
    const server = createServer((socket) => socket.write('SSH-2.0\r\n', () => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    await expect(createPortalTokenCheck(url, Date.now)(await signToken(one, url))).rejects.toMatchObject(UNAVAILABLE);
    await new Promise((resolve) => server.close(resolve));
  });
});
