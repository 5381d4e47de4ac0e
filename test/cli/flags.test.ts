import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleFlag } from '#flags/definitions/example-flag.ts';
import { FLAGS } from '#flags/definitions/flags.ts';
import { type PortalUnderTest, startPortalUnderTest } from './support/portal-under-test.ts';

const FLAG = exampleFlag.name;
let portal: PortalUnderTest;

beforeAll(async () => {
  portal = await startPortalUnderTest();
});
afterAll(() => portal.stop());

const flags = (words: string[], environment: Record<string, string> = {}) =>
  portal.run(['flags', ...words], { environment });

describe('flags', () => {
  it.each([
    [['on'], 'on in customers-development'],
    [['off'], 'off in customers-development'],
    [['users:7,8', '--environment', 'production', '--reason', 'first customers'], 'users:7,8 in production'],
    [['percent:25', '--environment', 'customers-staging'], 'percent:25 in customers-staging'],
    [['percent:1+users:7'], 'percent:1+users:7 in customers-development'],
  ])('sets %j', async (words, said) => {
    const { code, stdout, stderr } = await flags(['set', FLAG, ...words]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^${FLAG} is ${said.replace('+', '\\+')}, revision \\d+\\.\n$`));
  });

  it('takes the environment from TRIALGATE_ENVIRONMENT, and the revision that was looked at', async () => {
    const environment = { TRIALGATE_ENVIRONMENT: 'customers-staging' };
    const set = await flags(['set', 'example_flag', 'on', '--expected-revision', '1', '--json'], environment);
    expect(JSON.parse(set.stdout)).toMatchObject({
      environment: 'customers-staging',
      state: 'on',
      flag: 'example_flag',
    });
    const late = await flags(['set', 'example_flag', 'off', '--expected-revision', '0'], environment);
    expect(late.code).toBe(1);
    expect(late.stderr).toContain('example_flag was changed meanwhile');
  });

  it('lists and shows', async () => {
    await flags(['set', FLAG, 'users:1,2,3,4', '--reason', 'four of them']);
    const list = await flags(['list']);
    expect(list.stdout).toMatch(
      /^FLAG +CUSTOMERS-DEVELOPMENT +CUSTOMERS-STAGING +PRODUCTION +LAST EVALUATED +REMOVE BY\n/,
    );
    expect(list.stdout).toMatch(new RegExp(`\n?${FLAG} +4 users +on +users:7,8 +- +permanent\n`));
    expect(JSON.parse((await flags(['list', '--json'])).stdout).flags).toHaveLength(FLAGS.length);
    const show = await flags(['show', FLAG]);
    expect(show).toMatchObject({ code: 0, stderr: '' });
    expect(show.stdout).toContain('for each user.');
    expect(show.stdout).toMatch(/\ncustomers-development +users:1,2,3,4 +\d+ +The admin +\S+Z\n/);
    expect(show.stdout).toMatch(/percent:1\+users:7 → users:1,2,3,4 +The admin +four of them\n/);
    expect(show.stdout).toContain('It was not evaluated anywhere');
  });

  it.each([
    [['set', FLAG, 'percent:0.5'], /Clients know whole percents only, and would take 0\.5 for another number/],
    [['set', FLAG, 'percent:101'], /whole number from 0 to 100/],
    [['set', FLAG, 'maybe'], /A state is off, on, users:7,8, percent:25/],
    [['set', FLAG, 'on', '--environment', 'prodution'], /There is no environment prodution; there are .*production/],
    [['set', 'no_such_flag', 'on'], /There is no flag no_such_flag; there are .*example_flag/],
    [['show', 'no_such_flag'], /There is no flag/],
  ])('passes on the refusal of %j', async (words, sentence) => {
    const { code, stdout, stderr } = await flags(words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(sentence);
  });

  it.each([[['set', FLAG]], [['set', 'Flag!', 'on']], [['set', FLAG, 'on', '--expected-revision', 'x']], [['show']]])(
    'ends flags %j with 2',
    async (words) => {
      expect((await flags(words)).code).toBe(2);
    },
  );

  it('is refused to viewers, who may look', async () => {
    const environment = { TRIALGATE_TOKEN: portal.tokens.viewer };
    expect((await flags(['set', FLAG, 'on'], environment)).stderr).toContain('needs the role operator');
    expect((await flags(['list'], environment)).code).toBe(0);
  });
});

describe('flags stale and flags cleanup', () => {
  it('says how a flag is, and refuses a step out of turn with the reason', async () => {
    expect(await flags(['stale'])).toEqual({ code: 0, stderr: '', stdout: 'No flag is stale.\n' });
    const show = await flags(['cleanup', 'show', FLAG]);
    expect(show.stdout).toMatch(/^example_flag: \w+\nSTEP +ENVIRONMENT +DONE AT +BY/);
    expect(show.stdout).toMatch(/\ncode_removed +- +- +- +It is permanent/);
    const early = await flags(['cleanup', 'off', FLAG, '--reason', 'too early']);
    expect(early).toMatchObject({ code: 1, stdout: '' });
    expect(early.stderr).toContain('back to the old path');
    const words = ['cleanup', 'archive', FLAG, '--override', '--reason', 'the review asked for it'];
    expect((await flags(words)).stdout).toMatch(
      /\narchived +- +\S+Z +The admin +out of turn: the review asked for it\n/,
    );
    expect((await flags(['cleanup', 'restart', FLAG, '--reason', 'it comes back'])).code).toBe(0);
  });
});

describe('flags token', () => {
  it('prints the secret alone, lists without it, and revokes', async () => {
    const create = ['token', 'create', '--name', 'saas', '--environment', 'qa-7', '--reason', 'new cluster'];
    const { code, stdout, stderr } = await flags(create);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^tgf_\S+\n$/);
    expect(stderr).toMatch(/^Token \d+ opens the flags of qa-7\. Keep it now/);
    const list = await flags(['token', 'list']);
    expect(list.stdout).toMatch(/\n\d+ +qa-7 +saas +\S+Z +-\n/);
    expect(list.stdout).not.toContain('tgf_');
    const id = /^Token (\d+)/.exec(stderr)?.[1] ?? '';
    expect((await flags(['token', 'revoke', id, '--reason', 'gone'])).stdout).toBe(`Token ${id} of qa-7 is revoked.\n`);
    const environment = { TRIALGATE_TOKEN: portal.tokens.operator };
    expect((await flags(create, environment)).stderr).toContain('needs the role admin');
  });
});
