import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FLAGS } from '#flags/definitions/flags.ts';
import { listReferences } from '#removal/report/list-references.ts';
import { removeFlag } from '#removal/report/remove-flag.ts';
import type { Campaign } from './campaign.ts';

const HOUSE = join(import.meta.dirname, '../..');
/**
 * One command each, as `npm test` runs them. Campaigns would prove the removal within the removal; the guide for adopters
 * shows the flag in prose with code, which is listed as mentioned and rewritten by a person.
 */
const CHECKS = [
  'npx biome check --error-on-warnings .',
  'npx knip',
  "npx vitest run --exclude 'test/campaigns/**' --exclude 'test/sdk-package/**'",
];

/** Each flag that is to go, with each value that may be kept. */
const REMOVALS = FLAGS.filter(({ type }) => type !== 'permanent').flatMap(({ name }) => [
  { flag: name, keep: true },
  { flag: name, keep: false },
]);

/** On a copy of this repository each flag goes, and what is left holds its own tests. Short: what names one of them is found. */
export const removalProof: Campaign = {
  name: 'removal-proof',
  about: 'each flag of this repository can be removed, kept on and kept off',
  whole: Math.max(REMOVALS.length, 1),
  short: 0,
  run: async ({ size, seed, onProgress }) => {
    if (size === 0) return findReferences(REMOVALS[seed % REMOVALS.length]?.flag ?? '');
    const isWhole = size >= REMOVALS.length;
    const chosen = isWhole ? REMOVALS : REMOVALS.filter((_, index) => index === seed % REMOVALS.length);
    for (const [index, { flag, keep }] of chosen.entries()) {
      const root = copyHouse();
      try {
        await prove(root, flag, keep);
        if (isWhole) for (const command of CHECKS) run(root, command);
      } catch (error) {
        throw new Error(`${flag} kept ${keep ? 'on' : 'off'}`, { cause: error });
      } finally {
        rmSync(root, { recursive: true, force: true });
      }
      onProgress(index + 1, chosen.length);
    }
  },
};

/** The short of it: every place that names a flag is understood. To fold a copy and check its types takes a minute. */
function findReferences(flag: string): void {
  const found = listReferences(HOUSE, flag);
  if ('refused' in found) throw new Error([found.refused, ...found.details].join('\n'));
  if (found.references.length === 0) throw new Error(`nothing names ${flag}`);
}

async function prove(root: string, flag: string, keep: boolean): Promise<void> {
  const quiet = { onProgress: () => {}, onOutput: () => {} };
  const done = await removeFlag({ root, flag, keep, yes: true, runTests: false, ...quiet });
  if ('refused' in done) throw new Error([done.refused, ...done.details].join('\n'));
  if (done.references.length === 0) throw new Error('nothing named it');
  const left = listReferences(root, flag);
  if ('refused' in left || left.references.length > 0) throw new Error(JSON.stringify(left));
}

/** The files as they are, committed or not, in a repository of their own. */
function copyHouse(): string {
  const root = mkdtempSync(join(tmpdir(), 'removal-proof-'));
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: HOUSE, encoding: 'utf8' });
  for (const name of listed.split('\0').filter((one) => one !== '' && existsSync(join(HOUSE, one)))) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    cpSync(join(HOUSE, name), join(root, name));
  }
  symlinkSync(join(HOUSE, 'node_modules'), join(root, 'node_modules'));
  run(root, 'git init -q');
  writeFileSync(join(root, '.git/info/exclude'), 'node_modules\n');
  run(root, 'git add -A');
  run(root, 'git -c user.name=Ada -c user.email=ada@example.com commit -qm all');
  return root;
}

function run(root: string, command: string): void {
  try {
    execFileSync('bash', ['-c', command], { cwd: root, encoding: 'utf8', stdio: 'pipe', maxBuffer: 256 * 1024 * 1024 });
  } catch (error) {
    const said = error as { stdout?: string; stderr?: string };
    throw new Error(`${command}\n${(said.stdout ?? '').slice(-8_000)}${(said.stderr ?? '').slice(-2_000)}`);
  }
}
