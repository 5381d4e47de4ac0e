import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';

let portal: PortalUnderTest;

beforeAll(async () => {
  portal = await startPortalUnderTest();
});
afterAll(() => portal.stop());

describe('me', () => {
  it('says whose token it is', async () => {
    const { code, stdout, stderr } = await portal.run(['me']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe('The admin <admin@example.com>, admin, staff 3\n');
    const json = await portal.run(['me', '--json'], { environment: { TRIALGATE_TOKEN: portal.tokens.viewer } });
    expect(JSON.parse(json.stdout)).toMatchObject({ success: true, staff: { role: 'viewer' } });
  });
});

describe('token', () => {
  it('prints the secret alone, so that a script can keep it, and it works', async () => {
    const { code, stdout, stderr } = await portal.run(['token', 'create', '--name', 'laptop', '--days', '2']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^tg_\S+\n$/);
    expect(stderr).toMatch(/^Token \d+ is valid until \S+Z\. Keep it now: it is not shown again\.\n$/);
    const environment = { TRIALGATE_TOKEN: stdout.trim() };
    expect((await portal.run(['me'], { environment })).code).toBe(0);
    const act = await portal.run(['namespaces', 'block', '1', '--reason', 'a test'], { environment });
    expect(act.stderr).toContain('may only read');
  });

  it('lists and revokes', async () => {
    const made = await portal.run(['token', 'create', '--name', 'nightly', '--scope', 'api', '--json']);
    const { token, secret } = JSON.parse(made.stdout);
    const { stdout } = await portal.run(['token', 'list']);
    expect(stdout).toMatch(/^ID +NAME +SCOPE +EXPIRES AT +LAST USED AT +REVOKED AT\n/);
    expect(stdout).toMatch(new RegExp(`\n${token.id} +nightly +api +\\S+Z +- +-\n`));
    expect(stdout).not.toContain('tg_');
    const revoke = await portal.run(['token', 'revoke', String(token.id)]);
    expect(revoke).toEqual({ code: 0, stderr: '', stdout: `Token ${token.id} (nightly) is revoked.\n` });
    const after = await portal.run(['me'], { environment: { TRIALGATE_TOKEN: secret } });
    expect(after).toMatchObject({ code: 1, stdout: '' });
    expect(after.stderr).toMatch(/was revoked\. Set TRIALGATE_TOKEN to a token that is valid\.\n$/);
    expect((await portal.run(['token', 'revoke', '9999'])).stderr).toBe('trialgate: You have no token 9999.\n');
    const json = await portal.run(['token', 'list', '--json']);
    expect(JSON.parse(json.stdout).tokens.length).toBeGreaterThan(1);
  });

  it.each([
    [['create']],
    [['create', '--name', 'a', '--scope', 'all']],
    [['create', '--name', 'a', '--days', 'x']],
    [['revoke']],
  ])('ends token %j with 2', async (words) => {
    expect(await portal.run(['token', ...words])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('staff', () => {
  it('invites by a link that is printed alone, so that a script can hand it on', async () => {
    const who = ['--email', 'nora@example.com', '--name', 'Nora', '--role', 'operator', '--reason', 'joins support'];
    const { code, stdout, stderr } = await portal.run(['staff', 'invite', ...who]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^http:\/\/\S+\/dashboard\/invitation#[\w-]{43}\n$/);
    expect(stderr).toMatch(/^It works once, until \S+Z\.\n$/);
  });

  const why = ['--reason', 'joins support'];

  it('adds, lists and changes people', async () => {
    const add = ['staff', 'add', '--email', 'ada@example.com', '--name', 'Ada L.', '--role', 'viewer', ...why];
    const added = await portal.run(add);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.stdout).toMatch(/^Ada L\. is staff \d+ now, as viewer\.\n$/);
    const id = /\d+/.exec(added.stdout)?.[0] ?? '';
    expect((await portal.run(add)).stderr).toBe('trialgate: Somebody already has this address.\n');
    expect((await portal.run(['staff', 'list'])).stdout).toMatch(
      new RegExp(`\n${id} +Ada L. +ada@example.com +viewer +\\S+Z +-\n`),
    );
    const change = (...words: string[]) => portal.run(['staff', 'change', id, ...words, ...why]);
    expect((await change('--role', 'operator')).stdout).toBe('Ada L. is operator and has access.\n');
    expect((await change('--disable')).stdout).toBe('Ada L. is operator and has no access.\n');
    expect((await change('--role', 'admin')).stdout).toBe('Ada L. is admin and has no access.\n');
    const json = await change('--enable', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ staff: { role: 'admin', disabled_at: null } });
    const listed = await portal.run(['staff', 'list', '--json']);
    expect(JSON.parse(listed.stdout).staff).toHaveLength(4);
  });

  it('passes on refusals, and ends wrong usage with 2', async () => {
    const change = (...words: string[]) => portal.run(['staff', 'change', ...words]);
    expect(await change('9999', '--disable', ...why)).toMatchObject({ code: 1 });
    const operator = { environment: { TRIALGATE_TOKEN: portal.tokens.operator } };
    const mayNot = await portal.run(['staff', 'change', '3', '--disable', ...why], operator);
    expect(mayNot).toMatchObject({ code: 1, stderr: 'trialgate: This needs the role admin; yours is operator.\n' });
    expect((await change('1', ...why)).stderr).toContain('What is to change?');
    for (const words of [
      ['1', ...why],
      ['1', '--disable', '--enable', ...why],
      ['1', '--role', 'boss', ...why],
      ['1', '--disable'],
    ]) {
      expect((await change(...words)).code).toBe(2);
    }
    const odd = ['staff', 'add', '--email', 'nobody', '--name', 'x', '--role', 'viewer', ...why];
    expect((await portal.run(odd)).stderr).toMatch(/^trialgate: Not accepted: email .+\n {2}email: /);
  });
});
