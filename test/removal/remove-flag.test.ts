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
    references: [{ path: 'main.ts', line: 4 }],
    changed: ['main.ts'],
    deleted: ['flags/my_flag.yml'],
    tests: 'passed',
    orphans: ['old-way.ts'],
    mentions: [{ path: 'main.ts', line: 1, text: '// my_flag decides.' }],
    patch: 'none',
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

/** What git says of a change that is then taken back. */
function patchOf(change: () => void): string {
  change();
  git('add', '-AN');
  const patch = git('diff');
  git('checkout', '-q', '.');
  git('reset', '-q', '--hard');
  git('clean', '-qfd');
  return patch;
}

test('prepared patches come first, that for whichever state stays and that for one; one that does not fit is left aside', async () => {
  const text = read('main.ts');
  write('guide.md', 'Switch my_flag on.\n');
  commit();
  const byHand = () => {
    write('main.ts', "import { price } from './price';\n\nexport const run = () => say(price()); // by hand\n");
    write('price.ts', "export const price = () => (flags.isEnabled('my_flag') ? 1 : 2);\n");
  };
  const always = patchOf(() => write('guide.md', 'Nothing to switch.\n'));
  const [on, off] = [patchOf(byHand), patchOf(() => rmSync(join(root, 'guide.md')))];
  for (const [name, patch] of Object.entries({ patch: always, 'on.patch': on, 'off.patch': off }))
    write(`flags/my_flag.${name}`, patch);
  commit();
  const deleted = ['flags/my_flag.off.patch', 'flags/my_flag.on.patch', 'flags/my_flag.patch', 'flags/my_flag.yml'];
  expect(await done()).toMatchObject({ patch: 'applied', deleted });
  expect(read('guide.md')).toBe('Nothing to switch.\n');
  expect(read('main.ts')).toContain('by hand');
  expect(read('price.ts')).toBe('export const price = () => 1;\n');
  git('reset', '-q', '--hard');
  git('clean', '-qfd');
  write('main.ts', text.replace('decides', 'chooses'));
  write('odd.ts', "say('my_flag');\n");
  commit();
  expect(await remove()).toMatchObject({ details: [expect.stringContaining('odd.ts:1')] });
  expect(git('status', '--porcelain')).toBe('');
  rmSync(join(root, 'odd.ts'));
  commit();
  expect(await done()).toMatchObject({ patch: 'does not fit' });
  expect(read('guide.md')).toBe('Nothing to switch.\n');
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

test('exports and public members that only the other way needed go on --yes, with what only they used', async () => {
  write(
    'prices.ts',
    'const BASE = 3;\n\nexport const freshPrice = () => 2;\nexport function oldPrice() {\n  return BASE + tax();\n}\nexport function tax() {\n  return 1;\n}\n',
  );
  write(
    'shop.ts',
    "import { freshPrice, oldPrice, tax } from './prices';\n\nexport class Shop {\n  readonly #name = 'shop';\n\n  async isFresh() {\n    return flags.isEnabled('my_flag');\n  }\n\n  async price() {\n    return (await this.isFresh()) ? this.#name + freshPrice() : oldPrice() + tax();\n  }\n}\n",
  );
  write('till.ts', "import { Shop } from './shop';\n\nsay(new Shop().price());\n");
  commit();
  const unused = {
    unusedExports: ['oldPrice', 'tax'].map((name) => ({ path: 'prices.ts', name })),
    unusedMembers: [{ path: 'shop.ts', name: 'isFresh' }],
  };
  expect(await done()).toMatchObject(unused);
  expect(read('shop.ts')).toContain('isFresh() {\n    return true;');
  git('reset', '-q', '--hard');
  const report = await done({ yes: true });
  expect(report).toMatchObject({ ...unused, leftovers: [] });
  expect(read('prices.ts')).toBe('export const freshPrice = () => 2;\n');
  expect(read('shop.ts')).not.toContain('isFresh');
  expect(report.mergeRequest).toContain('isFresh of shop.ts');
});

test('a folder of tests that are not called so: one that goes is taken out of the list that names it', async () => {
  write('trialgate-flags.json', JSON.stringify({ tests: ['trials'], test: false }));
  write(
    'trials/old.ts',
    "import { open } from './support/open';\n\nexport const old = () => open({ FLAGS: 'my_flag=off' });\n",
  );
  write('trials/fresh.ts', "export const fresh = () => say({ FLAGS: 'my_flag=on' });\n");
  write('trials/my-flag.ts', "export const asked = () => say('my_flag=both');\n");
  write('trials/support/open.ts', 'export const open = (settings: object) => say(settings);\n');
  write(
    'trials/all.ts',
    "import { asked } from './my-flag';\nimport { fresh } from './fresh';\nimport { old } from './old';\n\nexport const ALL = [old, fresh, asked];\n",
  );
  write('forced.ts', `export const force = (state: string) => say({ FLAGS: \`my_flag=\${state}\`, size: 1 });\n`);
  commit();
  const report = await done({ yes: true });
  expect(read('trials/all.ts')).toBe("import { fresh } from './fresh';\n\nexport const ALL = [fresh];\n");
  expect(report.deleted).toEqual(
    expect.arrayContaining(['trials/my-flag.ts', 'trials/old.ts', 'trials/support/open.ts']),
  );
  expect(report.deleted).not.toContain('trials/fresh.ts');
  expect(read('forced.ts')).toBe('export const force = (_state: string) => say({ size: 1 });\n');
  write('forced.test.ts', `export const force = (state: string) => say({ FLAGS: \`my_flag=\${state}\` });\n`);
  commit();
  expect(await remove()).toMatchObject({ details: [expect.stringContaining('what with cannot be told')] });
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
