import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';
import { runInTerminal } from './support/run-command.ts';

const TYPE = 'ultimate_with_gitlab_duo_enterprise';
const PREMIUM = 'ultimate_on_premium_with_gitlab_duo_enterprise';
const NAMESPACES = 30;
const OFF = ['rules', 'try', 'trial_already_used', '--state', 'off'];
const BLOCKS = ['rules', 'try', 'namespace_blocked', '--state', 'off'];

let portal: PortalUnderTest;
let folder: string;

beforeAll(async () => {
  portal = await startPortalUnderTest();
  folder = await mkdtemp(join(tmpdir(), 'trialgate-cli-'));
  for (let id = 1; id <= NAMESPACES; id += 1) {
    await portal.call('PUT', `/api/v1/namespaces/${id}/block`, { reason: 'card testing' });
  }
  for (let id = 101; id <= 103; id += 1) {
    await portal.call('POST', '/trials', { uid: id, trial_user: { namespace_id: id, trial_type: TYPE } });
  }
});
afterAll(async () => {
  await portal.stop();
  await rm(folder, { recursive: true });
});

const idOf = (stderr: string) => /^Try (\d+) runs/.exec(stderr)?.[1] ?? '';

describe('rules try', () => {
  it('says in lines how far it is, and prints who gains and the first 20 changes', async () => {
    const { code, stdout, stderr } = await portal.run(BLOCKS);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Try \d+ runs in the portal\. Ctrl-C leaves it; it goes on\.\n(try \d+: .+\n)+$/);
    expect(stderr).toMatch(/\ntry \d+: finished: 33 of 33\n$/);
    expect(stdout).toMatch(/^namespace_blocked with off, compared with rule set 1:\n\nTRIAL TYPE +GAIN IT +LOSE IT\n/);
    expect(stdout).toMatch(new RegExp(`\n${TYPE} +30 +0\n`));
    expect(stdout).toMatch(/\ntogether +60 +0\n/);
    expect(stdout.match(/^\d+ +\S+ +gains$/gm)).toHaveLength(20);
    expect(stdout).toMatch(new RegExp(`\n1 +${PREMIUM} +gains\n1 +${TYPE} +gains\n2 `));
    expect(stdout).toContain(`\nand 40 more; --job ${idOf(stderr)} --csv <file> writes all.\n`);
  });

  it('says that nothing changes where nothing does', async () => {
    const { stdout } = await portal.run(['rules', 'try', 'applicant_trial_limit', '--max', '5', '--days', '30']);
    expect(stdout).toBe(
      'applicant_trial_limit with max 5, days 30, compared with rule set 1:\n\nNobody gains or loses anything.\n',
    );
  });

  it('says who loses', async () => {
    await portal.call('PATCH', '/api/v1/rules/paid_ultimate', { state: 'off', reason: 'a test' });
    const purchase = { product: 'ultimate', trial: false, starts_on: '2026-01-01', ends_on: null, quantity: 1 };
    const sent = { ...purchase, namespace_id: 200, updated_at: '2026-01-01T00:00:00Z' };
    await portal.call('PUT', '/api/v1/purchases/order-1', sent);
    const { stdout } = await portal.run(['rules', 'try', 'paid_ultimate', '--state', 'bind']);
    expect(stdout).toMatch(new RegExp(`\n${TYPE} +0 +1\n`));
    expect(stdout).toMatch(new RegExp(`\n200 +${TYPE} +loses\n`));
    expect(stdout).not.toContain('more;');
  });

  it('writes every change into a file with --csv, and picks a try up by its --job', async () => {
    const { stderr } = await portal.run(BLOCKS);
    const file = join(folder, 'changes.csv');
    const again = await portal.run(['rules', 'try', '--job', idOf(stderr), '--csv', file]);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('together');
    expect(again.stderr).toContain(`Every change is in ${file}.\n`);
    const lines = (await readFile(file, 'utf8')).split('\n');
    expect(lines).toHaveLength(NAMESPACES * 2 + 2);
    expect(lines[0]).toBe('namespace_id,trial_type,change');
    expect(lines[1]).toBe(`1,${PREMIUM},gains`);
    const unwritable = await portal.run(['rules', 'try', '--job', idOf(stderr), '--csv', join(folder, 'no', 'such')]);
    expect(unwritable.code).toBe(1);
    expect(unwritable.stderr).toContain('could not be written whole (ENOENT');
  });

  it('prints the job as the portal tells it with --json', async () => {
    const { stdout, stderr } = await portal.run([...OFF, '--json']);
    const told = await portal.call('GET', `/api/v1/jobs/${idOf(stderr)}`);
    expect(JSON.parse(stdout)).toEqual(told);
    expect(JSON.parse(stdout).job.result).toMatchObject({ rule: 'trial_already_used', change: { state: 'off' } });
  });

  it('may be left by Ctrl-C, and goes on in the portal', async () => {
    // The try cannot write its changes while the table is locked, so that it surely still runs.
    const client = await portal.database.connect();
    await client.query('BEGIN; LOCK TABLE rule_try_changes IN ACCESS EXCLUSIVE MODE');
    const { code, stdout, stderr } = await portal.run(BLOCKS, {
      // Also twice, as npx does.
      onStderr: (text, child) => {
        if (child.killed || !/\ntry \d+: /.test(text)) return;
        child.kill('SIGINT');
        child.kill('SIGINT');
      },
    });
    await client.query('COMMIT');
    client.release();
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    const id = idOf(stderr);
    expect(stderr).toMatch(/Left\. The try goes on in the portal; pick it up with: trialgate rules try --job \d+\n$/);
    expect((await portal.run(['rules', 'try', '--job', id])).stdout).toContain('together');
  });

  it('draws a bar in a terminal', async () => {
    const environment = { PORTAL_URL: portal.url, TRIALGATE_TOKEN: portal.tokens.operator };
    const { code, stdout } = await runInTerminal(BLOCKS, { environment });
    expect(code).toBe(0);
    expect(stdout).toMatch(/try \d+ .*100% \| 3\d of 3\d \| finished/);
  });

  it('tells of a job that is no try, of one that has failed, and of none', async () => {
    const { rows } = await portal.database.query<{ id: number }>(
      `INSERT INTO long_jobs (kind, state, input, error) VALUES ('import_trials', 'failed', '{}', 'No.'),
         ('try_rule', 'failed', '{}', 'The rule is gone.') RETURNING id`,
    );
    const [other, failed] = rows.map((row) => String(row.id));
    const follow = (id = '') => portal.run(['rules', 'try', '--job', id]);
    expect(await follow(other)).toMatchObject({ code: 1, stderr: expect.stringContaining(`Job ${other} is no try`) });
    expect((await follow(failed)).stderr).toContain(`try ${failed} failed: The rule is gone.`);
    expect(await follow('9999')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no job 9999.') });
  });

  it('needs an operator, and a rule that there is', async () => {
    const viewer = { environment: { TRIALGATE_TOKEN: portal.tokens.viewer } };
    expect(await portal.run(BLOCKS, viewer)).toMatchObject({
      code: 1,
      stderr: 'trialgate: This needs the role operator; yours is viewer.\n',
    });
    expect((await portal.run(['rules', 'try', 'no_rule', '--state', 'off'])).stderr).toContain(
      'There is no rule no_rule',
    );
  });

  it.each([
    [['rules', 'try'], /Which rule\?/],
    [['rules', 'try', 'paid_ultimate'], /What is to be tried\?/],
    [['rules', 'try', 'paid_ultimate', '--job', '3'], /name only the job/],
    [['rules', 'try', '--max', '5', '--job', '3'], /name only the job/],
    [['rules', 'try', 'paid_ultimate', '--max', 'five'], /needs a whole number/],
  ])('ends %j with 2 and a sentence', async (words, sentence) => {
    const { code, stderr } = await portal.run(words);
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
  });
});
