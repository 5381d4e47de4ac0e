import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deleteExpiredStaffSessions } from '#portal/sessions/staff-session-store.ts';
import { send, startTestPortal, type TestPortal } from '../support/test-portal.ts';
import { BrowserSession, givePasswords, PASSWORD } from './support/browser-session.ts';

const reason = 'asked for in ticket 42';
let portal: TestPortal;

beforeAll(async () => {
  portal = await startTestPortal();
  await givePasswords(portal);
});
afterAll(() => portal.stop());

const browser = () => new BrowserSession(portal.url);

describe('a session', () => {
  test('begins with the right password, is known by a cookie that scripts and other sites do not get, and ends', async () => {
    const ada = browser();
    const signedIn = await ada.signIn('ADMIN@example.com', PASSWORD);
    expect([signedIn.status, signedIn.body.staff.role]).toEqual([201, 'admin']);
    const [session, csrf] = signedIn.headers.getSetCookie();
    expect(session).toMatch(/^trialgate_staff_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(csrf).toMatch(/^csrf_token=[\w-]{32}; Max-Age=604800; Path=\/dashboard; SameSite=Strict$/);
    expect((await ada.send('GET', '/api/v1/me')).body).toMatchObject({ staff: { name: 'The admin' }, scope: 'api' });
    const copy = browser();
    for (const [name, value] of ada.cookies) copy.cookies.set(name, value);
    expect((await ada.send('DELETE', '/api/v1/session')).status).toBe(200);
    expect(ada.cookies.size).toBe(0);
    expect((await copy.send('GET', '/api/v1/me')).status).toBe(401);
  });

  test('a change needs the token of its cookie in a header', async () => {
    const ada = await BrowserSession.of(portal, 'admin');
    const block = (csrf: boolean) => ada.send('PUT', '/api/v1/namespaces/5/block', { reason }, csrf);
    expect([(await block(false)).body.code, (await block(true)).status]).toEqual(['csrf_token_invalid', 200]);
    ada.cookies.set('csrf_token', 'of another session');
    expect((await block(true)).status).toBe(403);
    const { entries } = (await portal.as('viewer', 'GET', '/api/v1/audit?limit=1')).body;
    expect(entries[0]).toMatchObject({ actor_name: 'The admin', action: 'namespace_blocked', reason });
  });

  test('nobody learns from a refusal which accounts there are, and guessing ends', async () => {
    const guess = (email: string) => browser().signIn(email, 'wrong horse battery');
    const answers = [await guess('viewer@example.com'), await guess('nobody@example.com')];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(2).fill([422, 'sign_in_failed']));
    expect(answers[0]?.text).toBe(answers[1]?.text);
    for (let time = 0; time < 9; time++) await guess('viewer@example.com');
    const right = await browser().signIn('Viewer@example.com', PASSWORD);
    expect([right.status, right.body.code]).toEqual([429, 'rate_limited']);
    expect((await browser().signIn('operator@example.com', PASSWORD)).status).toBe(201);
  });

  test('is listed with what the browser called itself, and ended from another one', async () => {
    const [here, there] = [await BrowserSession.of(portal, 'operator'), await BrowserSession.of(portal, 'operator')];
    const { sessions } = (await here.send('GET', '/api/v1/sessions')).body;
    expect(sessions.filter((one: { is_current: boolean }) => one.is_current)).toHaveLength(1);
    const others = sessions.filter((one: { is_current: boolean }) => !one.is_current);
    const admin = await BrowserSession.of(portal, 'admin');
    expect((await admin.send('DELETE', `/api/v1/sessions/${others[0].id}`)).status).toBe(404);
    for (const { id } of others) expect((await here.send('DELETE', `/api/v1/sessions/${id}`)).status).toBe(200);
    expect((await there.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await here.send('GET', '/api/v1/me')).status).toBe(200);
  });

  test('expired ones open nothing and are forgotten', async () => {
    const ada = await BrowserSession.of(portal, 'admin');
    await portal.database.query("UPDATE staff_sessions SET expires_at = clock_timestamp() - interval '1 second'");
    expect((await ada.send('GET', '/api/v1/me')).status).toBe(401);
    await deleteExpiredStaffSessions(portal.database);
    expect((await portal.database.query('SELECT FROM staff_sessions')).rowCount).toBe(0);
  });

  test('a new password needs the old one and ends the other sessions', async () => {
    const [here, there] = [await BrowserSession.of(portal, 'operator'), await BrowserSession.of(portal, 'operator')];
    const change = (current: string | undefined, password: string) =>
      here.send('PUT', '/api/v1/me/password', { ...(current ? { current_password: current } : {}), password });
    expect((await change(undefined, 'another horse battery')).status).toBe(422);
    expect((await change(PASSWORD, 'short')).body.error_attribute_map).toHaveProperty('password');
    expect((await change(PASSWORD, 'another horse battery')).body).toEqual({ success: true, sessions_ended: 1 });
    expect((await there.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await here.send('GET', '/api/v1/me')).status).toBe(200);
    expect((await browser().signIn('operator@example.com', PASSWORD)).status).toBe(422);
    expect((await browser().signIn('operator@example.com', 'another horse battery')).status).toBe(201);
  });
});

describe('an invitation', () => {
  const invite = async (email: string, role = 'operator') => {
    const made = await portal.as('admin', 'POST', '/api/v1/invitations', { email, name: 'Nora New', role, reason });
    expect(made.status).toBe(201);
    return new URL(made.body.url).hash.slice(1);
  };
  const accept = (secret: string, more = {}) =>
    browser().send('POST', '/api/v1/invitations/accept', { secret, password: PASSWORD, ...more });

  test('makes a person with a password, once, also when two accept at the same time', async () => {
    const secret = await invite('nora@example.com');
    const looked = await send(`${portal.url}/api/v1/invitations/look`, 'POST', { body: { secret } });
    expect(looked.body.invitation).toMatchObject({ email: 'nora@example.com', role: 'operator' });
    expect((await accept(secret, { password: 'short' })).status).toBe(422);
    const statuses = (await Promise.all([accept(secret), accept(secret)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 404]);
    const nora = browser();
    expect((await nora.signIn('nora@example.com', PASSWORD)).body.staff).toMatchObject({ role: 'operator' });
    const log = (await portal.as('viewer', 'GET', '/api/v1/audit?limit=2')).body.entries;
    expect(log[0]).toMatchObject({ action: 'invitation_accepted', actor_name: 'Nora New' });
    expect(JSON.stringify(log)).not.toContain(secret);
  });

  test('lets somebody who is there choose a new password, and keeps their role', async () => {
    const secret = await invite('viewer@example.com', 'admin');
    const accepted = await accept(secret, { password: 'a third horse battery' });
    expect(accepted.body.staff).toMatchObject({ name: 'The viewer', role: 'viewer' });
  });

  test('a newer one, a revocation, and time end it', async () => {
    const [first, second] = [await invite('late@example.com'), await invite('late@example.com')];
    expect((await accept(first)).body.code).toBe('invitation_gone');
    const { invitations } = (await portal.as('admin', 'GET', '/api/v1/invitations')).body;
    expect(invitations).toHaveLength(1);
    expect((await portal.as('admin', 'DELETE', `/api/v1/invitations/${invitations[0].id}`, { reason })).status).toBe(
      200,
    );
    expect((await accept(second)).status).toBe(404);
    const third = await invite('late@example.com');
    await portal.database.query("UPDATE staff_invitations SET expires_at = clock_timestamp() - interval '1 second'");
    expect((await accept(third)).status).toBe(404);
  });
});

test('an admin sees where a person is signed in and ends it', async () => {
  const operator = browser();
  await operator.signIn('nora@example.com', PASSWORD);
  const { id } = (await operator.send('GET', '/api/v1/me')).body.staff;
  const { sessions } = (await portal.as('admin', 'GET', `/api/v1/staff/${id}/access`)).body;
  const path = `/api/v1/staff/${id}/sessions/${sessions[0].id}`;
  expect((await portal.as('operator', 'DELETE', path, { reason })).status).toBe(403);
  for (const one of sessions) {
    const ended = await portal.as('admin', 'DELETE', `/api/v1/staff/${id}/sessions/${one.id}`, { reason });
    expect(ended.status).toBe(200);
  }
  expect((await operator.send('GET', '/api/v1/me')).status).toBe(401);
});
