import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';

const YEAR = new Date().getUTCFullYear() + 1;

let portal: PortalUnderTest;

beforeAll(async () => {
  portal = await startPortalUnderTest();
});
afterAll(() => portal.stop());

const settingOf = async (code: string) => {
  const { stdout } = await portal.run(['rules', 'list', '--json']);
  const found = JSON.parse(stdout).rule_set.rules.find((rule: { code: string }) => rule.code === code);
  return { state: found.state, parameters: found.parameters };
};

describe('rules', () => {
  it('lists every rule with its state and parameters', async () => {
    const { code, stdout, stderr } = await portal.run(['rules', 'list']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^RULE +STATE +ASKED +PARAMETERS\ntrial_already_used +bind +always +-\n/);
    expect(stdout).toMatch(/\napplicant_trial_limit +bind +at application +max=10 trials, days=30 days\n/);
    expect(stdout).toMatch(/\nRule set 1, in force since \d{4}-/);
  });

  it('sets a state and parameters, in whatever order they are written', async () => {
    const words = ['rules', 'set', '--max', '5', 'applicant_trial_limit', '--days=20', '--reason', 'card testing'];
    const set = await portal.run([...words, '--state', 'observe']);
    expect(set).toMatchObject({ code: 0, stderr: '' });
    expect(set.stdout).toBe('Rule set 2 changes applicant_trial_limit, as of now.\n');
    expect(await settingOf('applicant_trial_limit')).toEqual({ state: 'observe', parameters: { max: 5, days: 20 } });
    const json = await portal.run([
      'rules',
      'set',
      'paid_ultimate',
      '--state',
      'off',
      '--reason',
      'measured',
      '--json',
    ]);
    expect(JSON.parse(json.stdout)).toEqual({ success: true, rule_set: 3 });
  });

  it('announces a change, and lists and describes it', async () => {
    const at = ['--effective-at', `${YEAR}-03-01`];
    const set = await portal.run(['rules', 'set', 'paid_ultimate', '--state', 'bind', ...at, '--reason', 'measured']);
    expect(set.stdout).toBe(`Rule set 4 changes paid_ultimate, from ${YEAR}-03-01T00:00:00.000Z.\n`);
    const { stdout } = await portal.run(['rules', 'list']);
    const announced = `Rule set 4 is announced for ${YEAR}-03-01T00:00:00.000Z: paid_ultimate state off → bind.`;
    expect(stdout).toContain(announced);
  });

  it('tells the history with what each rule set changed', async () => {
    const { stdout } = await portal.run(['rules', 'history']);
    expect(stdout).toMatch(
      /^RULE SET +IN FORCE FROM +MADE AT +CAUSE +CHANGES\n4 .*rule_changed +paid_ultimate state off → bind\n/,
    );
    expect(stdout).toMatch(/applicant_trial_limit state bind → observe\n +applicant_trial_limit max 10 → 5\n/);
    expect(stdout).toMatch(/\n1 .*first_rule_set +-\n$/);
    const one = await portal.run(['rules', 'history', '--limit', '1']);
    expect(one.stdout.trim().split('\n')).toHaveLength(2);
    expect(one.stdout).toContain('paid_ultimate state off → bind');
    const json = await portal.run(['rules', 'history', '--limit', '2', '--json']);
    expect(JSON.parse(json.stdout).rule_sets).toHaveLength(2);
  });

  it('passes on what the portal refuses, field by field', async () => {
    const set = (...words: string[]) => portal.run(['rules', 'set', ...words, '--reason', 'a test']);
    expect(await set('applicant_trial_limit', '--most', '5')).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'trialgate: applicant_trial_limit has no parameter most; it has max, days.\n' +
        '  parameters.most: applicant_trial_limit has no parameter most; it has max, days\n',
    });
    const unknown = await set('no_such_rule', '--state', 'off');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toMatch(/^trialgate: There is no rule no_such_rule; there are trial_already_used, /);
    expect((await set('paid_ultimate', '--state', 'off', '--effective-at', '2020-01-01')).stderr).toContain(
      'must be in the future',
    );
    expect((await set('applicant_trial_limit', '--max', '-5')).code).toBe(1);
  });

  it.each([
    [['set', 'paid_ultimate', '--state', 'off'], /'--reason <text>' not specified/],
    [['set', 'paid_ultimate', '--reason', 'why'], /What is to change/],
    [['set', '--state', 'off', '--reason', 'why'], /Which rule\?/],
    [['set', 'one', 'two', '--state', 'off', '--reason', 'why'], /One rule at a time: one or two\?/],
    [['set', 'paid_ultimate', '--state', 'maybe', '--reason', 'why'], /Allowed choices are off, observe, bind/],
    [['set', 'paid_ultimate', '--stat', 'off', '--reason', 'why'], /--stat is no option of this command/],
    [['set', 'paid_ultimate', '--max', '--reason', 'why'], /--max is no option/],
    [['set', 'paid_ultimate', '-m', '5', '--reason', 'why'], /-m is no parameter/],
    [['set', '../staff', '--max', '5', '--reason', 'why'], /is no rule/],
    [['set', 'paid_ultimate', '--max', '5', '--effective-at', 'soon', '--reason', 'why'], /must be a day such as/],
  ])('ends rules %j with 2 and a sentence', async (words, sentence) => {
    const { code, stdout, stderr } = await portal.run(['rules', ...words]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
  });
});

describe('types', () => {
  const typeOf = async (type: string) => {
    const { rule_set: inForce } = await portal.call('GET', '/api/v1/rules');
    return inForce.trial_types.find((one: { type: string }) => one.type === type);
  };

  it('lists them in their order of preference', async () => {
    const { stdout } = await portal.run(['types', 'list']);
    expect(stdout).toMatch(
      /^TYPE +OFFERED +CODE +PLANS +DAYS +NEXT DAYS +AGAIN AFTER +ADD-ON +NAME\nultimate_with_gitlab/,
    );
    expect(stdout).toMatch(/\nultimate_with_dap +no +d +none, default, free +30 +- +never +- +Ultimate with/);
    expect(stdout).toMatch(/\nultimate_on_premium_with_dap +no +e +premium +30 +- +90 days +-/);
    const json = await portal.run(['types', 'list', '--json']);
    expect(JSON.parse(json.stdout).rule_set.trial_types).toHaveLength(4);
  });

  it('offers and retires', async () => {
    const offer = await portal.run(['types', 'offer', 'ultimate_with_dap', '--reason', 'launch']);
    expect(offer).toMatchObject({ code: 0, stderr: '' });
    expect(offer.stdout).toMatch(/^Rule set \d+ changes ultimate_with_dap, as of now\.\n$/);
    expect(await typeOf('ultimate_with_dap')).toMatchObject({ offered: true });
    const retire = await portal.run(['types', 'retire', 'ultimate_with_dap', '--reason', 'too early', '--json']);
    expect(JSON.parse(retire.stdout)).toMatchObject({ success: true });
    expect(await typeOf('ultimate_with_dap')).toMatchObject({ offered: false });
  });

  it('changes a type, and adds one', async () => {
    const set = (...words: string[]) => portal.run(['types', 'set', ...words, '--reason', 'new policy']);
    const change = ['--repeatable', '--retrial-window-days', '180', '--duration-days', '60', '--add-on', 'duo_pro'];
    const next = ['--next-duration-days', '45', '--next-active-time', `${YEAR}-01-01`];
    expect(await set('ultimate_with_dap', ...change, ...next)).toMatchObject({ code: 0 });
    expect(await typeOf('ultimate_with_dap')).toMatchObject({
      repeatable: true,
      retrial_window_days: 180,
      duration_days: 60,
      next_duration_days: 45,
      next_active_time: `${YEAR}-01-01T00:00:00.000Z`,
      add_on: 'duo_pro',
    });
    expect((await portal.run(['types', 'list'])).stdout).toMatch(/ 60 +45 from \d{4}-01-01T.* +180 days +duo_pro /);
    expect(await set('ultimate_with_dap', '--no-repeatable', '--add-on', 'none', '--position', '1')).toMatchObject({
      code: 0,
    });
    expect(await typeOf('ultimate_with_dap')).toMatchObject({ repeatable: false, add_on: null });
    expect((await portal.run(['rules', 'history', '--limit', '2'])).stdout).toContain(
      'another order of the trial types',
    );
    const added = [
      '--code',
      'x',
      '--name',
      'Ultimate for schools',
      '--plans',
      'free, premium',
      '--duration-days',
      '14',
    ];
    expect(await set('ultimate_for_schools', ...added)).toMatchObject({ code: 0 });
    expect(await typeOf('ultimate_for_schools')).toMatchObject({ plans: ['free', 'premium'], offered: false });
  });

  it('passes on refusals, and ends wrong usage with 2', async () => {
    const unknown = await portal.run(['types', 'offer', 'no_such_type', '--reason', 'a test']);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toMatch(/^trialgate: There is no trial type no_such_type; /);
    const type = 'ultimate_with_dap';
    const nothing = await portal.run(['types', 'set', type, '--reason', 'a test']);
    expect(nothing).toMatchObject({ code: 2 });
    expect((await portal.run(['types', 'offer', type])).code).toBe(2);
    expect((await portal.run(['types', 'offer', 'Ultimate', '--reason', 'why'])).code).toBe(2);
    expect((await portal.run(['types', 'set', type, '--duration-days', '1.5', '--reason', 'why'])).code).toBe(2);
  });
});
