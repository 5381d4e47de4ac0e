import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { FLAGS } from '#flags/definitions/flags.ts';

/** One level of `key: value`, which is all that these files have. */
function read(file: string): Record<string, string | null> {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const [, key = '', value = ''] = /^([a-z_]+): (.+)$/.exec(line) ?? [];
      expect(key, `${file}: ${line}`).not.toBe('');
      return [key, value === 'null' ? null : value];
    }),
  );
}

const files = new Map(globSync('flags/*.yml').map((file) => [basename(file, '.yml'), read(file)]));

test('every flag has a file and every file a flag, and they say the same', () => {
  expect([...files.keys()].sort()).toEqual(FLAGS.map(({ name }) => name).sort());
  for (const flag of FLAGS) {
    const { remove_by: removeBy = null, permanent_because: because = null, ...rest } = files.get(flag.name) ?? {};
    expect({ ...rest, removeBy, because }).toEqual({
      name: flag.name,
      description: flag.description,
      owner_group: flag.ownerGroup,
      rollout_issue: flag.rolloutIssue,
      type: flag.type,
      introduced: flag.introduced,
      default: String(flag.default),
      actor: flag.actor,
      removeBy: flag.removeBy,
      because: flag.permanentBecause,
    });
  }
});

test('a flag is gone by a day, or says why it stays; one that is rolled out has an issue', () => {
  for (const flag of FLAGS) {
    const permanent = flag.type === 'permanent';
    expect([flag.name, flag.removeBy === null, (flag.permanentBecause ?? '') !== '']).toEqual([
      flag.name,
      permanent,
      permanent,
    ]);
    if (flag.removeBy) expect(flag.removeBy > flag.introduced).toBe(true);
    if (flag.type === 'release') expect(flag.rolloutIssue).toMatch(/^https:/);
  }
});

test('code names a flag by its symbol', () => {
  const sources = globSync('src/**/*.ts').filter((file) => !file.endsWith('.test.ts') && !file.startsWith('src/web/'));
  const naming = sources.filter((file) => {
    const text = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|withExamples\([\s\S]*?\);/g, '');
    return FLAGS.some(({ name }) => new RegExp(`['"\`]${name}['"\`]`).test(text));
  });
  // What is installed by others cannot import our symbols.
  const elsewhere = naming.filter((file) => !file.startsWith('src/flags/definitions/'));
  expect(elsewhere.filter((file) => file !== 'src/sdk/flag.ts')).toEqual([]);
  expect(naming).toContain('src/flags/definitions/example-flag.ts');
});
