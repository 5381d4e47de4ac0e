import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';
import { runInTerminal } from './support/run-command.ts';

const TYPE = 'ultimate_with_gitlab_duo_enterprise';
const PREMIUM = 'ultimate_on_premium_with_gitlab_duo_enterprise';

let portal: PortalUnderTest;

beforeAll(async () => {
  portal = await startPortalUnderTest();
  const trial = (namespace: number) => ({ uid: 9, trial_user: { namespace_id: namespace, trial_type: TYPE } });
  await portal.call('POST', '/trials', trial(42));
  await portal.call('PUT', '/api/v1/namespaces/43/block', { reason: 'card testing', until: '2199-01-01' });
  await portal.call('PUT', '/api/v1/purchases/order-1', {
    namespace_id: 44,
    product: 'ultimate',
    trial: false,
    starts_on: '2026-01-01',
    ends_on: null,
    quantity: 3,
    updated_at: '2026-01-01T00:00:00Z',
  });
});
afterAll(() => portal.stop());

const asked = (query: string) => fetchText(`/api/v1/gitlab/namespaces/trials/eligibility?${query}`);

async function fetchText(path: string): Promise<string> {
  const headers = { authorization: `Bearer ${portal.tokens.admin}` };
  return (await fetch(`${portal.url}${path}`, { headers })).text();
}

/** Byte for byte, but for the instant at which it was asked. */
const timeless = (text: string) => text.trimEnd().replace(/"(as_of|at)":"[^"]+"/, '');

describe('check', () => {
  it('prints a table of what each namespace may start', async () => {
    const { code, stdout, stderr } = await portal.run(['check', '1', '42', '43']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^NAMESPACE {2}TRIAL TYPES +VERSION {2}VALID UNTIL$/);
    expect(lines[1]).toMatch(new RegExp(`^1 +${TYPE} +0 +no end$`));
    expect(lines[2]?.trim()).toBe(PREMIUM);
    expect(lines[3]).toMatch(/^42 +none +1 +\d{4}-\d\d-\d\dT00:00:00.000Z$/);
    expect(lines[4]).toMatch(/^43 +none +1 +2199-01-01T00:00:00.000Z$/);
    expect(stdout).toMatch(/\nRule set 1, epoch \d+, as of \d{4}-.*Z\.\n$/);
  });

  it('adds the codes of the rules that block with --reasons', async () => {
    const { stdout } = await portal.run(['check', '42', '44', '--reasons']);
    expect(stdout).toContain(`${TYPE}: trial_already_used, trial_running`);
    expect(stdout).toContain(`${PREMIUM}: trial_running`);
    expect(stdout).toContain(`${PREMIUM}: paid_ultimate`);
  });

  it('prints the answer as it came with --json', async () => {
    const plain = await portal.run(['check', '42', '1', '--json']);
    expect(timeless(plain.stdout)).toBe(timeless(await asked('namespace_ids[]=42&namespace_ids[]=1')));
    expect(plain.stdout.split('\n')).toHaveLength(2);
    const reasons = await portal.run(['check', '42', '--reasons', '--json']);
    const query = 'namespace_ids[]=42&include=reasons';
    expect(timeless(reasons.stdout)).toBe(timeless(await asked(query)));
  });

  it('asks by POST for more ids than an address holds', async () => {
    const ids = Array.from({ length: 1_001 }, (_, place) => String(place + 1));
    const { code, stdout } = await portal.run(['check', ...ids, '--json', '--reasons']);
    expect(code).toBe(0);
    const answer = JSON.parse(stdout);
    expect(Object.keys(answer.namespaces)).toHaveLength(1_001);
    expect(answer.reasons['42'][TYPE]).toEqual(['trial_already_used', 'trial_running']);
  });

  it('never prints less than --at-least, by GET and by POST', async () => {
    expect((await portal.run(['check', '42', '--at-least', '42=1'])).code).toBe(0);
    const tooNew = await portal.run(['check', '42', '1', '--at-least', '42=9', '--at-least', '1=0']);
    expect(tooNew).toMatchObject({ code: 1, stdout: '' });
    expect(tooNew.stderr).toMatch(/^trialgate: .+\n$/);
    const ids = Array.from({ length: 1_001 }, (_, place) => String(place + 1));
    expect((await portal.run(['check', ...ids, '--at-least', '42=9'])).code).toBe(1);
  });

  it('takes 10,000 ids, and passes on what the portal says to more', async () => {
    const ids = (count: number) => Array.from({ length: count }, (_, place) => String(place + 1));
    expect((await portal.run(['check', ...ids(10_000), '--json'])).code).toBe(0);
    const { code, stderr } = await portal.run(['check', ...ids(10_001)]);
    expect(code).toBe(1);
    expect(stderr).toContain('at most 10000');
  });

  it.each([
    [['check'], /missing required argument 'ids'/],
    [['check', 'abc'], /abc.*whole number/],
    [['check', '0'], /whole number/],
    [['check', '9007199254740992'], /whole number/],
    [['check', '1', '--at-least', '7'], /42=8/],
    [['check', '1', '--at-most', '7'], /unknown option/],
  ])('ends %j with 2 and a sentence', async (words, sentence) => {
    const { code, stdout, stderr } = await portal.run(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^trialgate: /);
    expect(stderr).toMatch(sentence);
  });
});

describe('explain', () => {
  it('says the verdict, every rule with both sentences, and what it rests on', async () => {
    const { code, stdout, stderr } = await portal.run(['explain', '42']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Namespace 42 as of .*Z \(version 1, rule set 1\)\n/);
    expect(stdout).toContain(`\n${TYPE} may not be started: trial_already_used, trial_running.\n  This holds until `);
    expect(stdout).toContain('trial_running (bind)  blocks: yes\n    For operators: A trial runs since ');
    expect(stdout).toContain('    For customers: A trial is already running for this group.');
    expect(stdout).toContain('plan_not_eligible (bind, asked when somebody applies)  blocks: no');
    expect(stdout.match(/blocks: (yes|no)/g)).toHaveLength(16);
    expect(stdout).toMatch(/TRIAL +TYPE +STARTS ON .*VOIDED AT\n1 +ultimate_with/);
  });

  it('shows purchases, blocks and refusals', async () => {
    const paid = await portal.run(['explain', '44']);
    expect(paid.stdout).toContain('A paid Ultimate subscription is active since 2026-01-01, without an end date.');
    expect(paid.stdout).toMatch(/order-1 +44 +ultimate +no +2026-01-01 +-/);
    expect(paid.stdout).toContain('Refused applications\nNone.');
    expect((await portal.run(['explain', '43'])).stdout).toContain('Blocked by an operator, until 2199-01-01.');

    await portal
      .call('POST', '/trials', { uid: 5, trial_user: { namespace_id: 43, trial_type: TYPE } })
      .catch(() => {});
    const refused = await portal.run(['explain', '43']);
    expect(refused.stdout).toMatch(new RegExp(`Z +${TYPE} +5 +namespace_blocked +1 `));
  });

  it('answers as of another time', async () => {
    const { stdout } = await portal.run(['explain', '42', '--at', '2199-06-01']);
    expect(stdout).toContain('Namespace 42 as of 2199-06-01T00:00:00.000Z');
    expect(stdout).toContain(`${TYPE} may not be started: trial_already_used.`);
    expect(stdout).toContain(`${PREMIUM} may be started.\n  This holds until something is changed.`);
    const tooEarly = await portal.run(['explain', '42', '--at', '2020-01-01T12:00:00Z']);
    expect(tooEarly).toEqual({
      code: 1,
      stdout: '',
      stderr: 'trialgate: There was no rule set at that time.\n  at: is before the first rule set\n',
    });
  });

  it('prints the answer as it came with --json, and behind it why there are no last checks: saas is away', async () => {
    const { stdout } = await portal.run(['explain', '42', '--json']);
    const [own, last] = stdout.split(',"last_checks":');
    expect(timeless(`${own}}`)).toBe(timeless(await fetchText('/api/v1/namespaces/42/eligibility')));
    expect(`${last}`.trimEnd()).toBe('{"because":"saas cannot be reached."}}');
    expect((await portal.run(['explain', '42'])).stdout).toContain(
      'Last checks in saas\nNot to be had: saas cannot be reached.',
    );
  });

  it.each([[['explain']], [['explain', '1', '2']], [['explain', '1', '--at', 'yesterday']], [['explain', '--json']]])(
    'ends %j with 2',
    async (words) => {
      expect((await portal.run(words)).code).toBe(2);
    },
  );

  it('is coloured in a terminal, unless NO_COLOR is set', async () => {
    const environment = { PORTAL_URL: portal.url, TRIALGATE_TOKEN: portal.tokens.viewer };
    const coloured = await runInTerminal(['explain', '42'], { environment });
    expect(coloured.stdout).toContain('\u001b[31m');
    const plain = await runInTerminal(['explain', '42'], { environment: { ...environment, NO_COLOR: '1' } });
    expect(plain.stdout).not.toContain('\u001b');
    expect(plain.stdout).toContain('Namespace 42');
  });
});
