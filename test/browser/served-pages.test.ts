import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWeb } from '../../scripts/build-web.ts';
import { ProductStandIn } from './support/product-stand-in.ts';

const product = new ProductStandIn();
let url: string;

beforeAll(async () => {
  await buildWeb();
  url = await product.start();
});
afterAll(() => product.stop());

const get = (path: string, accept = 'text/html') => fetch(url + path, { headers: { accept }, redirect: 'manual' });

test('a page runs scripts of ours and nothing else, and is not kept', async () => {
  const [one, other] = await Promise.all([get('/groups/1/-/billing'), get('/groups/1/-/billing')]);
  const policy = one.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self';");
  expect(policy).not.toContain('unsafe');
  expect(other.headers.get('content-security-policy')).not.toBe(policy);
  expect(one.headers.get('cache-control')).toBe('no-store');
  const html = await one.text();
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|__NONCE__|https?:\/\//);
  expect(policy).toContain(/nonce="([^"]+)"/.exec(html)?.[1]);
});

test('a file is named after its content and kept for a year', async () => {
  const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(await (await get('/')).text()) ?? [];
  const file = await get(script ?? '/');
  expect(file.status).toBe(200);
  expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(file.headers.get('content-type')).toContain('javascript');
  await file.body?.cancel();
  for (const path of ['/assets/nothing.js', '/assets/..%2findex.html', '/assets/']) {
    expect((await get(path)).status).toBe(404);
  }
});

test('an unknown address is a page for a browser, and JSON for everyone else', async () => {
  const page = await get('/nowhere/at/all');
  expect(page.status).toBe(404);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect((await get('/nowhere', 'application/json')).headers.get('content-type')).toContain('json');
  expect((await get('/api/v4/nowhere')).headers.get('content-type')).toContain('json');
});
