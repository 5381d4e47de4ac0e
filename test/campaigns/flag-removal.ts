import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listReferences } from '#removal/report/list-references.ts';
import { writeMonorepo } from '../removal/support/write-monorepo.ts';
import type { Campaign } from './campaign.ts';

const MOST_SECONDS = 60;
const MOST_MEGABYTES = 2_000;

/** Measures a process of its own, because memory is the whole process's. */
const MEASURE = `
const { removeFlag } = await import(process.argv[1]);
const began = performance.now();
const done = await removeFlag({ root: process.argv[2], flag: 'my_flag', keep: true, yes: false, runTests: false, onProgress: () => {}, onOutput: () => {} });
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ ...('refused' in done ? done : { references: done.references.length, changed: done.changed.length }), seconds: (performance.now() - began) / 1000, megabytes: maxRSS / 1024 }));
`;

/** A monorepo with project references: the flag is out within a minute and two gigabytes. */
export const flagRemoval: Campaign = {
  name: 'flag-removal',
  about: 'a flag out of a generated monorepo with project references, within a minute and 2 GB',
  whole: 2_000,
  short: 200,
  run: async ({ size, onProgress }) => {
    const root = mkdtempSync(join(tmpdir(), 'monorepo-'));
    try {
      const asking = writeMonorepo(root, size);
      const git = (...words: string[]) => execFileSync('git', words, { cwd: root });
      git('init', '-q');
      git('add', '-A');
      git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '-qm', 'all');
      const entry = join(import.meta.dirname, '../../src/removal/report/remove-flag.ts');
      const said = execFileSync(process.execPath, ['--input-type=module', '-e', MEASURE, entry, root], {
        encoding: 'utf8',
      });
      const { refused, details, changed, references, seconds, megabytes } = JSON.parse(said);
      if (refused) throw new Error([refused, ...details].join('\n'));
      if (changed !== asking + 1 || references < asking)
        throw new Error(`${changed} files changed, ${references} references`);
      const left = listReferences(root, 'my_flag');
      if ('refused' in left || left.references.length > 0) throw new Error('the flag is still named');
      if (seconds > MOST_SECONDS || megabytes > MOST_MEGABYTES) throw new Error(`${seconds} s, ${megabytes} MB`);
      onProgress(size, size);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
};
