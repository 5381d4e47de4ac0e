import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listReferences } from '#removal/report/list-references.ts';
import type { RemovalReport } from '#removal/report/removal-report.ts';
import { type RemovalOptions, removeFlag } from '#removal/report/remove-flag.ts';
import { GLOBALS, TSCONFIG } from './support/globals.ts';

let root: string;
const git = (...words: string[]) => execFileSync('git', words, { cwd: root, encoding: 'utf8' });
const write = (name: string, text: string) => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
};
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const commit = () => {
  git('add', '-A');
  git('commit', '-qm', 'work');
};
const remove = (more: Partial<RemovalOptions> = {}) =>
  removeFlag({
    root,
    flag: 'my_flag',
    keep: true,
    yes: false,
    runTests: true,
    onProgress: () => {},
    onOutput: () => {},
    ...more,
  });
const done = async (more: Partial<RemovalOptions> = {}) => {
  const report = await remove(more);
  if ('refused' in report) throw new Error([report.refused, ...report.details].join('\n'));
  return report satisfies RemovalReport;
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'removal-'));
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.com');
  write('globals.d.ts', GLOBALS);
  write('tsconfig.json', JSON.stringify(TSCONFIG));
  write('package.json', JSON.stringify({ private: true, scripts: { test: 'true' } }));
  write('flags/my_flag.yml', 'name: my_flag\n');
  write('old-way.ts', "export const oldWay = () => say('old');\n");
  write('old-way.test.ts', "import { oldWay } from './old-way';\n\nsay(oldWay());\n");
  write(
    'main.ts',
    "import { oldWay } from './old-way';\n\n// my_flag decides.\nexport const run = () => (flags.isEnabled('my_flag') ? say('new') : oldWay());\n",
  );
  commit();
});
afterEach(() => rmSync(root, { recursive: true }));

test('the code, the registry file and the report; a second run finds nothing', async () => {
  const report = await done();
  expect(read('main.ts')).toBe("// my_flag decides.\nexport const run = () => say('new');\n");
  expect(report).toMatchObject({
    ...{
      references: [{ path: 'main.ts', line: 4 }],
      changed: ['main.ts'],
      deleted: ['flags/my_flag.yml'],
      tests: 'passed',
    },
    ...{
      orphans: ['old-way.ts'],
      mentions: [{ path: 'main.ts', line: 1, text: '// my_flag decides.' }],
      patch: 'none',
    },
  });
  expect(existsSync(join(root, 'old-way.ts'))).toBe(true);
  commit();
  expect(await done()).toMatchObject({ references: [], changed: [], deleted: [], tests: 'not run' });
  expect(git('status', '--porcelain')).toBe('');
});

test('orphaned modules go with their tests on --yes, and a branch holds one commit', async () => {
  const report = await done({ yes: true, branch: 'remove-my_flag' });
  expect(report.deleted).toEqual(['flags/my_flag.yml', 'old-way.test.ts', 'old-way.ts']);
  expect(git('log', '--format=%s', 'main..remove-my_flag')).toBe('Remove the flag my_flag, kept on\n');
  expect(git('status', '--porcelain')).toBe('');
  expect(report.commit).toBe(git('rev-parse', 'remove-my_flag').trim());
  expect(report.mergeRequest).toContain('old-way.ts');
  git('switch', '-q', 'main');
  expect(await remove({ branch: 'remove-my_flag' })).toMatchObject({ refused: expect.stringContaining('a branch') });
});

test.each([
  ['a dirty tree', () => write('new.ts', 'export {};\n'), /not committed/, /new\.ts/],
  [
    'types that are wrong before',
    () => [write('wrong.ts', 'export const wrong: string = 1;\n'), commit()],
    /does not type-check/,
    /wrong\.ts:1/,
  ],
  [
    'a place that is not known',
    () => [write('odd.ts', "say('my_flag');\n"), commit()],
    /1 reference to my_flag cannot be resolved/,
    /^odd\.ts:1: .*say\('my_flag'\);$/,
  ],
  [
    'both states in one test file',
    () => [
      write('both.test.ts', 'const on = { my_flag: true };\nconst off = { my_flag: false };\nsay([on, off]);\n'),
      commit(),
    ],
    /cannot be resolved/,
    /both of its states/,
  ],
  [
    'settings that are wrong',
    () => [write('trialgate-flags.json', '{"call": []}'), commit()],
    /trialgate-flags\.json/,
    undefined,
  ],
])('%s: nothing is changed, and it is said why', async (_, prepare, refused, detail) => {
  prepare();
  const before = git('status', '--porcelain');
  const answer = await remove();
  if (!('refused' in answer)) throw new Error('it was not refused');
  expect(answer.refused).toMatch(refused);
  if (detail) expect(answer.details.join('\n')).toMatch(detail);
  expect(git('status', '--porcelain')).toBe(before);
  expect(await remove({ flag: '../main' })).toMatchObject({ refused: expect.stringContaining('cannot be the name') });
});

test('tests that fail leave the changes and no commit', async () => {
  write('package.json', JSON.stringify({ private: true, scripts: { test: 'false' } }));
  commit();
  expect(await done({ branch: 'away' })).toMatchObject({
    tests: 'failed',
    commit: null,
    branch: null,
    changed: ['main.ts'],
  });
  expect(git('branch', '--list', 'away')).toBe('');
});

test('a prepared patch comes first, and one that does not fit is left aside', async () => {
  const text = read('main.ts');
  write('main.ts', "export const run = () => say('new'); // by hand\n");
  const patch = git('diff');
  write('main.ts', text);
  write('flags/my_flag.on.patch', patch);
  commit();
  expect(await done()).toMatchObject({ patch: 'applied', deleted: ['flags/my_flag.on.patch', 'flags/my_flag.yml'] });
  expect(read('main.ts')).toContain('by hand');
  git('checkout', '-q', '.');
  write('main.ts', text.replace('decides', 'chooses'));
  commit();
  expect(await done()).toMatchObject({ patch: 'does not fit' });
  expect(read('main.ts')).toContain("say('new')");
});

test('calls, objects and stubs of one’s own; a test of the state that goes is deleted', async () => {
  const calls = [{ name: 'isOn' }, { name: 'stubFlag', answers: 'stub', key: 0, value: 1 }];
  write('trialgate-flags.json', JSON.stringify({ calls, objects: ['features'], test: false }));
  write(
    'app.ts',
    "import { isOn } from './ask';\n\nconst features = { myFlag: Boolean(user.id) };\nexport const run = () => (isOn('my_flag') && features.myFlag ? 1 : 2);\n",
  );
  write('ask.ts', 'export const isOn = (name: string) => flags.isEnabled(name);\n');
  write(
    'app.test.ts',
    "declare const stubFlag: (name: string, state: boolean) => void;\ndeclare const test: (name: string, run: () => void) => void;\n\ntest('on', () => {\n  stubFlag('my_flag', true);\n  say(1);\n});\n\ntest('off', () => {\n  stubFlag('my_flag', false);\n  say(2);\n});\n",
  );
  write('my-flag.off.test.ts', "say('my_flag');\n");
  commit();
  const report = await done();
  expect(read('app.ts')).toBe('export const run = () => 1;\n');
  expect(read('app.test.ts')).not.toContain("'off'");
  expect(read('app.test.ts')).toContain("test('on', () => {\n  say(1);\n});");
  expect(report).toMatchObject({ tests: 'not run', deleted: ['flags/my_flag.yml', 'my-flag.off.test.ts'] });
});

test('references are exact', () => {
  write('names.ts', "export const MINE = 'my_flag';\n");
  write('more.ts', "import { MINE } from './names';\n\n// my-flag\nsay(MINE === 'x');\n");
  const found = listReferences(root, 'my_flag');
  if ('refused' in found) throw new Error(found.refused);
  const places = found.references.map(({ path, line, column, kind }) => `${path}:${line}:${column} ${kind}`).sort();
  expect(places).toEqual(['main.ts:4:43 name', 'more.ts:1:10 symbol', 'more.ts:4:5 symbol', 'names.ts:1:21 name']);
  expect(found.mentions.map(({ path, line }) => `${path}:${line}`)).toEqual(
    expect.arrayContaining(['more.ts:3', 'flags/my_flag.yml:1']),
  );
});
