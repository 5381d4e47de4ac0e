import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';
import { runInTerminal } from './support/run-command.ts';

const TYPE = 'ultimate_with_gitlab_duo_enterprise';
const WHY = ['--reason', 'agreed on the phone'];

let portal: PortalUnderTest;

beforeAll(async () => {
  portal = await startPortalUnderTest();
});
afterAll(() => portal.stop());

async function startTrial(namespace: number): Promise<string> {
  const application = { uid: namespace, trial_user: { namespace_id: namespace, trial_type: TYPE } };
  const { trial } = await portal.call('POST', '/trials', application);
  return String(trial.id);
}

const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('what is done to one trial', () => {
  it('extends, ends early, voids and takes it back', async () => {
    const id = await startTrial(1);
    const [today, later] = [dayFromNow(0), dayFromNow(60)];
    expect(await portal.run(['trials', 'extend', id, '--until', later, ...WHY])).toEqual({
      code: 0,
      stderr: '',
      stdout: `Trial ${id} of namespace 1 is extended: ${today} to ${later} (version 2).\n`,
    });
    expect((await portal.run(['trials', 'end-early', id, ...WHY])).stdout).toBe(
      `Trial ${id} of namespace 1 is ended: ${today} to ${today} (version 3).\n`,
    );
    expect((await portal.run(['trials', 'void', id, ...WHY])).stdout).toContain(' is voided: ');
    const json = await portal.run(['trials', 'unvoid', id, ...WHY, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ success: true, trial: { voided_at: null }, version: 5 });
  });

  it('keeps the reason in the audit log', async () => {
    const id = await startTrial(2);
    await portal.run(['trials', 'void', id, '--reason', 'a very special case']);
    const { stdout } = await portal.run(['audit', 'list', '--namespace', '2']);
    expect(stdout).toMatch(new RegExp(`The admin +trial_voided +trial ${id} +a very special case`));
  });

  it('passes on refusals, and ends wrong usage with 2', async () => {
    const id = await startTrial(3);
    const extend = (...words: string[]) => portal.run(['trials', 'extend', ...words]);
    expect((await extend(id, '--until', dayFromNow(1), ...WHY)).stderr).toMatch(/^trialgate: It already runs until /);
    expect(await portal.run(['trials', 'void', '9999', ...WHY])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'trialgate: There is no trial 9999.\n',
    });
    expect((await portal.run(['trials', 'void', id, '--reason', 'x'])).stderr).toContain('reason');
    for (const words of [
      [id, ...WHY],
      [id, '--until', dayFromNow(90)],
      [id, '--until', 'soon', ...WHY],
      ['x', ...WHY],
    ]) {
      expect(await extend(...words)).toMatchObject({ code: 2, stdout: '' });
    }
    expect((await extend(id, '--until', '2027-02-30', ...WHY)).code).toBe(2);
  });
});

describe('undoing grants in bulk', () => {
  const undo = (...words: string[]) => [
    'trials',
    'undo',
    '--from',
    '2020-01-01',
    '--to',
    '2199-01-01',
    ...WHY,
    ...words,
  ];
  const voided = async () => {
    const { rows } = await portal.database.query<{ count: number }>(
      'SELECT count(*) AS count FROM trials WHERE voided_at IS NOT NULL AND namespace_id BETWEEN 10 AND 19',
    );
    return rows[0]?.count;
  };
  const environment = () => ({ PORTAL_URL: portal.url, TRIALGATE_TOKEN: portal.tokens.admin });

  beforeAll(async () => {
    await startTrial(10);
    await startTrial(11);
  });

  it('only shows what would be voided where nobody can be asked', async () => {
    const { code, stdout, stderr } = await portal.run(undo('--rule-set', '1'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^TRIAL +NAMESPACE +TYPE +UID +STARTED AT +ENDS ON +STATE\n/);
    expect(stdout).toMatch(new RegExp(`\n\\d+ +10 +${TYPE} +10 +\\d{4}-`));
    expect(stdout).toMatch(/\nWould void \d+ trials\.\n$/);
    expect(stderr).toBe('Nothing was changed; --yes does it.\n');
    const json = await portal.run(undo('--rule-set', '1', '--json'));
    expect(JSON.parse(json.stdout)).toMatchObject({ success: true, dry_run: true });
    expect(await voided()).toBe(0);
  });

  it('asks in a terminal, and takes anything but a yes for a no', async () => {
    const no = await runInTerminal(undo('--rule-set', '1'), { environment: environment(), answers: 'n\n' });
    expect(no.stdout).toMatch(/Void \d+ trials\? \[y\/N\]/);
    expect(no.stdout).toContain('Nothing was changed');
    expect(no.code).toBe(0);
    for (const answers of ['\u0004', '\u0003']) {
      const left = await runInTerminal(undo('--rule-set', '1'), { environment: environment(), answers });
      expect(left.stdout).toContain('Nothing was changed');
    }
    expect(await voided()).toBe(0);
  });

  it('voids them after a yes', async () => {
    const yes = await runInTerminal(undo('--rule-set', '1'), { environment: environment(), answers: 'y\n' });
    expect(yes.stdout).toMatch(/Voided \d+ trials\./);
    expect(await voided()).toBe(2);
  });

  it('voids them without asking with --yes, having shown them', async () => {
    await startTrial(12);
    const { code, stdout, stderr } = await portal.run(undo('--rule-set', '1', '--yes'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^TRIAL /);
    expect(stdout).toMatch(/\nWould void 1 trial\.\n\nVoided 1 trial\.\n$/);
    expect(await voided()).toBe(3);
    await startTrial(13);
    const json = await portal.run(undo('--rule-set', '1', '--yes', '--json'));
    expect(JSON.parse(json.stdout)).toMatchObject({ dry_run: false, count: 1 });
  });

  it('says when there is nothing', async () => {
    const { code, stdout, stderr } = await portal.run(undo('--rule-set', '77', '--yes'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe('No trial was granted so; there is nothing to undo.\n');
  });

  it('needs an admin, and ends wrong usage with 2', async () => {
    const operator = { environment: { TRIALGATE_TOKEN: portal.tokens.operator } };
    expect((await portal.run(undo('--rule-set', '1'), operator)).stderr).toContain('needs the role admin');
    expect((await portal.run(undo())).code).toBe(2);
    expect((await portal.run(undo('--rule-set', 'one'))).code).toBe(2);
    expect((await portal.run(undo('--rule-set', '1', '--from', 'monday'))).code).toBe(2);
  });
});
