import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';
import { runInTerminal } from './support/run-command.ts';

const TYPE = 'ultimate_with_gitlab_duo_enterprise';
const WHY = ['--reason', 'agreed on the phone'];

let portal: PortalUnderTest;

beforeAll(async () => {
  portal = await startPortalUnderTest();
  await portal.call('POST', '/trials', { uid: 9, trial_user: { namespace_id: 42, trial_type: TYPE } });
});
afterAll(() => portal.stop());

const viewer = () => ({ environment: { TRIALGATE_TOKEN: portal.tokens.viewer } });

describe('namespaces', () => {
  it('blocks until a day, or without end, and unblocks', async () => {
    const block = await portal.run(['namespaces', 'block', '7', '--until', '2199-01-01', ...WHY]);
    expect(block).toEqual({ code: 0, stderr: '', stdout: 'Namespace 7 is blocked until 2199-01-01 (version 1).\n' });
    expect((await portal.run(['namespaces', 'block', '7', ...WHY])).stdout).toMatch(/^Namespace 7 is blocked \(/);
    const unblock = await portal.run(['namespaces', 'unblock', '7', ...WHY, '--json']);
    expect(JSON.parse(unblock.stdout)).toMatchObject({ success: true, namespace_id: 7 });
    expect(await portal.run(['namespaces', 'unblock', '7', ...WHY])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'trialgate: Namespace 7 is not blocked.\n',
    });
  });

  it('allows a type again', async () => {
    const again = await portal.run(['namespaces', 'allow-again', '42', '--type', TYPE, ...WHY]);
    expect(again.stdout).toMatch(/^Namespace 42 may have the type again \(version \d+\)\.\n$/);
    expect((await portal.run(['namespaces', 'allow-again', '42', '--type', TYPE, ...WHY])).stderr).toContain(
      'has no ultimate_with_gitlab_duo_enterprise that counts',
    );
  });

  it.each([
    [['block', '7']],
    [['block', 'x', ...WHY]],
    [['block', '7', '--until', '1.1.2027', ...WHY]],
    [['allow-again', '7', ...WHY]],
    [['free', '7', ...WHY]],
    [[]],
  ])('ends namespaces %j with 2', async (words) => {
    expect(await portal.run(['namespaces', ...words])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('applicants', () => {
  it('exempts and unexempts', async () => {
    const exempt = await portal.run(['applicants', 'exempt', '9', '--until', '2199-01-01', ...WHY]);
    const sentence = 'Applicant 9 is exempt from the limit on trials until 2199-01-01.\n';
    expect(exempt).toEqual({ code: 0, stderr: '', stdout: sentence });
    expect((await portal.run(['applicants', 'unexempt', '9', ...WHY])).stdout).toBe(
      'Applicant 9 is no longer exempt.\n',
    );
    expect((await portal.run(['applicants', 'unexempt', '9', ...WHY])).stderr).toBe(
      'trialgate: Applicant 9 is not exempt.\n',
    );
    const json = await portal.run(['applicants', 'exempt', '9', ...WHY, '--json']);
    expect(JSON.parse(json.stdout)).toEqual({ success: true, exemption: { uid: 9, exempt_until: null } });
    expect((await portal.run(['applicants', 'exempt', '9'])).code).toBe(2);
  });
});

describe('provisioning', () => {
  it('lists, page by page, and sends again', async () => {
    await portal.call('PUT', '/api/v1/purchases/order-1', {
      namespace_id: 44,
      product: 'ultimate',
      trial: false,
      starts_on: '2026-01-01',
      ends_on: null,
      quantity: 3,
      updated_at: '2026-01-01T00:00:00Z',
    });
    const { code, stdout, stderr } = await portal.run(['provisioning', 'list']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ID +NAMESPACE +ABOUT +STATE +LANDED +DUE ON +ATTEMPTS +LAST ERROR\n/);
    expect(stdout).toMatch(/\n\d+ +42 +trial 1 +retrying +nothing /);
    expect(stdout).toMatch(/\n\d+ +44 +purchase 1 +retrying +nothing /);
    const id = /\n(\d+) +42 /.exec(stdout)?.[1] ?? '';
    const first = await portal.run(['provisioning', 'list', '--limit', '1']);
    expect(first.stderr).toMatch(/^There may be more: add --after \d+\n$/);
    expect((await portal.run(['provisioning', 'list', '--state', 'delivered'])).stdout).toBe('There are none.\n');
    const json = await portal.run(['provisioning', 'list', '--namespace', '42', '--json']);
    expect(JSON.parse(json.stdout).provisionings).toHaveLength(1);
    const resend = await portal.run(['provisioning', 'resend', id, ...WHY]);
    expect(resend.stdout).toBe(`Provisioning ${id} of namespace 42 is retrying.\n`);
    expect((await portal.run(['provisioning', 'resend', '9999', ...WHY])).stderr).toContain('There is no provisioning');
    expect((await portal.run(['provisioning', 'list', '--state', 'lost'])).code).toBe(2);
  });
});

describe('audit', () => {
  it('lists what was done, newest first', async () => {
    const { code, stdout } = await portal.run(['audit', 'list', '--namespace', '7']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^ID +AT +WHO +DID +TO +WHY\n\d+ +\S+ +The admin +namespace_unblocked +namespace 7 +agreed on/,
    );
    const [first] = /(?<=\n)\d+/.exec(stdout) ?? [];
    const older = await portal.run(['audit', 'list', '--namespace', '7', '--before', first ?? '']);
    expect(older.stdout).not.toContain('namespace_unblocked');
    const one = await portal.run(['audit', 'list', '--limit', '1', '--action', 'namespace_blocked']);
    expect(one.stdout.trim().split('\n')).toHaveLength(2);
    expect(one.stderr).toMatch(/^There may be more: add --before \d+\n$/);
    const json = await portal.run(['audit', 'list', '--actor', '3', '--json']);
    expect(JSON.parse(json.stdout).entries[0]).toHaveProperty('before');
    expect((await portal.run(['audit', 'list', '--action', 'nothing'])).stdout).toBe('There is nothing.\n');
    expect((await portal.run(['audit', 'list', '--limit', '5000'])).stderr).toContain('limit');
  });
});

describe('leads', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trialgate-cli-'));
    for (const uid of [5, 6]) {
      const lead = { uid, work_email: `person-${uid}@example.com`, first_name: '\u001b[31mRed' };
      await portal.call('POST', '/leads/gitlab_com/ultimates', { trial_user: lead });
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('lists them without what people told', async () => {
    const { code, stdout } = await portal.run(['leads', 'list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ID +UID +NAMESPACE +RECEIVED AT +DELIVERED AT\n\d+ +5 +- +\d{4}-\S+Z +-\n\d+ +6 /);
    expect(stdout).not.toContain('person');
    const json = await portal.run(['leads', 'list', '--uid', '6', '--json']);
    expect(JSON.parse(json.stdout).leads).toHaveLength(1);
    expect((await portal.run(['leads', 'list', '--limit', '1'])).stderr).toContain('add --after');
  });

  it('exports them with everything, a line each, into a file of one’s own', async () => {
    const { stdout } = await portal.run(['leads', 'export']);
    const leads = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(leads.map((lead) => lead.trial_user.work_email)).toEqual(['person-5@example.com', 'person-6@example.com']);
    const file = join(folder, 'leads.ndjson');
    const saved = await portal.run(['leads', 'export', '--file', file]);
    expect(saved).toMatchObject({ code: 0, stdout: '', stderr: `The leads are in ${file}.\n` });
    expect(await readFile(file, 'utf8')).toBe(stdout);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const json = await portal.run(['leads', 'export', '--uid', '5', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ success: true, leads: [{ uid: 5 }] });
    const none = await portal.run(['leads', 'export', '--uid', '77', '--json']);
    expect(JSON.parse(none.stdout)).toEqual({ success: true, leads: [] });
  });

  it('are for an operator to list and an admin to export', async () => {
    expect((await portal.run(['leads', 'list'], viewer())).stderr).toContain('needs the role operator');
    const operator = { environment: { TRIALGATE_TOKEN: portal.tokens.operator } };
    expect(await portal.run(['leads', 'export'], operator)).toMatchObject({ code: 1, stdout: '' });
  });

  it('erases them', async () => {
    const erase = await portal.run(['leads', 'erase', '5', '--reason', 'they asked for it']);
    expect(erase).toEqual({ code: 0, stderr: '', stdout: 'Erased 1 lead of 5.\n' });
    const json = await portal.run(['leads', 'erase', '5', '--reason', 'they asked for it', '--json']);
    expect(JSON.parse(json.stdout)).toEqual({ success: true, erased: 0 });
    expect((await portal.run(['leads', 'erase', '5'])).code).toBe(2);
  });

  it('lets nothing that people wrote command the terminal', async () => {
    await portal.call('PUT', '/api/v1/namespaces/8/block', { reason: 'odd \u001b]0;title\u0007 \u009b31m case' });
    const environment = { PORTAL_URL: portal.url, TRIALGATE_TOKEN: portal.tokens.viewer };
    const { stdout } = await runInTerminal(['audit', 'list', '--namespace', '8'], { environment });
    expect(stdout).toContain('odd \ufffd]0;title\ufffd \ufffd31m case');
  });
});
