import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES, type Role } from '#domain/people/roles.ts';
import { GITLAB, startTestPortal, type TestPortal } from '../support/test-portal.ts';
import { BrowserSession, givePasswords } from './support/browser-session.ts';
import { ROUTES, type Who } from './support/routes.ts';

let portal: TestPortal;
let readToken: string;
const sessions = new Map<Role, BrowserSession>();

beforeAll(async () => {
  portal = await startTestPortal();
  await givePasswords(portal);
  for (const role of ROLES) sessions.set(role, await BrowserSession.of(portal, role));
  const made = await portal.as('admin', 'POST', '/api/v1/tokens', { name: 'looks', scope: 'read_api', days: 1 });
  readToken = made.body.secret;
});
afterAll(() => portal.stop());

/** Only the status: some routes go on for ever. */
async function statusOf(route: string, headers: Record<string, string>): Promise<number> {
  const [method = '', path = ''] = route.split(' ');
  const gone = new AbortController();
  const body = method === 'GET' || method === 'DELETE' ? {} : { body: '{}' };
  const type = method === 'GET' || method === 'DELETE' ? {} : { 'content-type': 'application/json' };
  const stream = { accept: 'text/event-stream' };
  const url = portal.url + path.replaceAll(/\{\w+\}/g, '999999999');
  const { status } = await fetch(url, {
    method,
    headers: { ...stream, ...type, ...headers },
    ...body,
    signal: gone.signal,
  });
  gone.abort();
  return status;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
function cookiesOf(role: Role): Record<string, string> {
  const { cookies } = sessions.get(role) as BrowserSession;
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { cookie, 'x-csrf-token': cookies.get('csrf_token') ?? '' };
}

const CALLERS: Record<string, () => Record<string, string>> = {
  anonymous: () => ({}),
  gitlab: () => GITLAB,
  'viewer, token': () => bearer(portal.tokens.viewer),
  'viewer, session': () => cookiesOf('viewer'),
  'operator, token': () => bearer(portal.tokens.operator),
  'operator, session': () => cookiesOf('operator'),
  'admin, token that reads': () => bearer(readToken),
  'admin, token': () => bearer(portal.tokens.admin),
  'admin, session': () => cookiesOf('admin'),
};

/** What a caller must get: 401 for nobody known, 403 for too little, anything else for enough. */
function expected(caller: string, who: Who, isGitlab: boolean, isChange: boolean): 401 | 403 | 'let in' {
  if (who === 'anyone') return 'let in';
  if (who === 'zuora') return 401;
  if (who === 'process') return caller.includes('token') ? 403 : 401;
  if (caller === 'gitlab') return isGitlab ? 'let in' : 401;
  if (caller === 'anonymous') return 401;
  const [role = ''] = caller.split(',');
  const needed = who === 'own' ? 'viewer' : who;
  if (ROLES.indexOf(role as Role) < ROLES.indexOf(needed)) return 403;
  const readsOnly = caller === 'viewer, token' || caller === 'admin, token that reads';
  return readsOnly && isChange ? 403 : 'let in';
}

test('the table holds every route of the documentation, and no other', async () => {
  const { paths } = (await (await fetch(`${portal.url}/openapi.json`)).json()) as { paths: Record<string, object> };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(routes.sort()).toEqual(Object.keys(ROUTES).sort());
});

test.each(Object.keys(CALLERS))('%s is let in where the table says so, and nowhere else', async (caller) => {
  const wrong: string[] = [];
  for (const [route, { who, gitlab = false, reads = route.startsWith('GET ') }] of Object.entries(ROUTES)) {
    // Signing out is tried elsewhere: it would end the session that is used here.
    if (route === 'DELETE /api/v1/session') continue;
    const status = await statusOf(route, CALLERS[caller]?.() ?? {});
    const found = status === 401 || status === 403 ? status : 'let in';
    const due = expected(caller, who, gitlab, !reads);
    if (found !== due || status >= 500) wrong.push(`${route}: ${status}, due ${due}`);
  }
  expect(wrong).toEqual([]);
});

test('a change by a session needs the CSRF token, on every route', async () => {
  const { cookie = '' } = cookiesOf('admin');
  const changes = Object.entries(ROUTES).filter(
    ([route, { who }]) => !route.startsWith('GET ') && !['anyone', 'process', 'zuora'].includes(who),
  );
  for (const [route] of changes) expect(await statusOf(route, { cookie }), route).toBe(403);
});
