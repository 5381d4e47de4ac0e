import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { FLAGS } from '#flags/definitions/flags.ts';
import type { Campaign } from './campaign.ts';
import { HouseCopy } from './support/house-copy.ts';

const HOUSE = join(import.meta.dirname, '../..');
const CLI = join(HOUSE, 'src/cli/main.ts');

/** Each flag that is rolled out and then goes, with each value that may be kept. */
const FLAGS_TO_GO = FLAGS.filter(({ type }) => type === 'release').map(({ name }) => name);
const REMOVALS = FLAGS_TO_GO.flatMap((flag) => [
  { flag, keep: 'on' },
  { flag, keep: 'off' },
]);

/** Of a hundred of each removal: when the copy is there, the flag is out, and a second run has found nothing. */
const [COPIED, REMOVED, REPEATED] = [2, 8, 12];

/** What the command says of what it has done. */
type Done = {
  readonly patch: 'none' | 'applied' | 'does not fit';
  readonly branch: string | null;
  readonly mentions: readonly { readonly path: string; readonly line: number }[];
} & Readonly<Record<'references' | 'changed' | 'deleted' | 'orphans' | 'unused_exports' | 'unused_members', unknown[]>>;

type Told = { readonly say: (line: string) => void; readonly onPart: (percent: number) => void };

/**
 * By the command that people use each flag goes out of a copy of this repository, and `npm test` of what is left passes.
 * Short: each has its registry file and its plan, and every patch that was prepared fits.
 */
export const removalProof: Campaign = {
  name: 'removal-proof',
  about: 'each flag of this repository can be removed, kept on and kept off, and what is left passes its own tests',
  whole: Math.max(REMOVALS.length, 1) * 100,
  short: 0,
  run: async ({ size, only, say, onProgress }) => {
    if (size === 0) return checkPatches();
    const chosen = REMOVALS.filter(({ flag, keep }) => only === undefined || `${flag}:${keep}`.startsWith(only));
    assert.notEqual(chosen.length, 0, `there is no removal ${only}`);
    for (const [index, removal] of chosen.entries()) {
      const onPart = (percent: number) =>
        onProgress(Math.floor(((index + percent / 100) / chosen.length) * size), size);
      await prove(removal.flag, removal.keep, { say, onPart });
    }
  },
};

/** To understand this repository takes half a minute, to fold a copy some more, and to run its tests as long as ours. */
function checkPatches(): void {
  const patches = globSync('flags/*.patch', { cwd: HOUSE });
  for (const patch of patches) execFileSync('git', ['apply', '--check', patch], { cwd: HOUSE });
  for (const flag of FLAGS_TO_GO) {
    for (const folder of ['flags', 'rollouts'])
      assert.ok(existsSync(join(HOUSE, folder, `${flag}.yml`)), `${folder} lacks ${flag}`);
  }
}

async function prove(flag: string, keep: string, { say, onPart }: Told): Promise<void> {
  say(`${flag}, kept ${keep}`);
  const copy = await HouseCopy.create();
  try {
    onPart(COPIED);
    await remove(copy, { flag, keep, say });
    onPart(REMOVED);
    await repeat(copy, flag, keep);
    onPart(REPEATED);
    await runTests(copy, { say, onPart });
  } catch (error) {
    throw new Error(`${flag} kept ${keep}`, { cause: error });
  } finally {
    copy.remove();
  }
  onPart(100);
}

type Removing = { readonly flag: string; readonly keep: string; readonly say: (line: string) => void };

async function remove(copy: HouseCopy, { flag, keep, say }: Removing): Promise<void> {
  const done = await askToRemove(copy, flag, keep, '--branch', 'without-it');
  assert.notEqual(done.references.length, 0, 'nothing named it');
  assert.notEqual(done.patch, 'does not fit');
  assert.equal(copy.git('log', '--format=%s', 'main..without-it'), `Remove the flag ${flag}, kept ${keep}\n`);
  assert.equal(copy.git('status', '--porcelain'), '');
  const inCode = done.mentions.filter(({ path }) => /\.[cm]?[jt]sx?$/.test(path));
  assert.deepEqual(inCode, [], 'code that the compiler does not take for the flag still names it');
  const unneeded = done.orphans.length + done.unused_exports.length + done.unused_members.length;
  say(
    `  ${done.references.length} places named it; ${done.changed.length} files changed, ${done.deleted.length} deleted, ` +
      `${unneeded} modules, exports and members not needed any more; prepared patch: ${done.patch}; ` +
      `${done.mentions.length} lines of prose left to rewrite`,
  );
}

/** A second run finds nothing that names it, and changes nothing. */
async function repeat(copy: HouseCopy, flag: string, keep: string): Promise<void> {
  const again = await askToRemove(copy, flag, keep);
  assert.deepEqual([again.references, again.changed, again.deleted], [[], [], []]);
  assert.equal(copy.git('status', '--porcelain'), '');
}

async function askToRemove(copy: HouseCopy, flag: string, keep: string, ...more: string[]): Promise<Done> {
  const words = ['flags', 'remove', flag, '--keep', keep, '--yes', '--no-tests', '--project', copy.root, '--json'];
  const { code, stdout, last } = await copy.run(process.execPath, [CLI, ...words, ...more]);
  assert.equal(code, 0, last);
  return JSON.parse(stdout);
}

/** `npm test` of what is left; its own last line says how it went. */
async function runTests(copy: HouseCopy, { say, onPart }: Told): Promise<void> {
  const began = performance.now();
  const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts', 'dev/**/*.test.ts'], {
    cwd: copy.root,
  }).length;
  let ended = 0;
  const { code, last } = await copy.run('npm', ['test'], (line) => {
    // With the project's name between the two.
    if (/^ (✓|❯|×) .*\.test\.ts /.test(stripVTControlCharacters(line))) ended += 1;
    onPart(REPEATED + Math.min(ended / files, 1) * (100 - REPEATED));
  });
  assert.equal(code, 0, last);
  const [counted = ''] = /\d+ passed, 0 failed/.exec(last) ?? [];
  assert.notEqual(counted, '', last);
  say(`  npm test: ${counted} in ${Math.round((performance.now() - began) / 1_000)} s`);
}
