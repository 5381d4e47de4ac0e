import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { LAYERS } from '../../scripts/layers.ts';

const all = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src'], { encoding: 'utf8' })
  .trim()
  .split('\n');
const sources = all.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && existsSync(file));
const lines = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;

test('rooms are small: no file over 300 lines, and half of them within 80', () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(sources.filter((file) => lines(file) > 300)).toEqual([]);
  const sorted = sources.map(lines).sort((one, other) => one - other);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
});

test('no file is named after what could be anything', () => {
  const refused = /(^|-)(manager|helpers?|utils?|common|core|data|info)(-|\.)/;
  expect(sources.filter((file) => refused.test(basename(file)))).toEqual([]);
});

test.each(Object.keys(LAYERS))('%s says what it owns and what not, in 15 lines at most', (room) => {
  const readme = join('src', room, 'README.md');
  expect(lines(readme)).toBeLessThanOrEqual(15);
  const text = readFileSync(readme, 'utf8');
  expect(text).toContain('**Owns**');
  expect(text).toContain('**Does not own**');
});

test('the ground takes time as an argument', () => {
  const asking = sources.filter(
    (file) =>
      file.startsWith('src/domain/') && /Date\.now\(|new Date\(\)|performance\./.test(readFileSync(file, 'utf8')),
  );
  expect(asking).toEqual([]);
});

test('allowScripts names every package of the lock file that has an install script', () => {
  const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { hasInstallScript?: boolean; optional?: boolean; resolved?: string }>;
  };
  const scripted = Object.entries(packages).filter(([, one]) => one.hasInstallScript);
  expect(scripted.length).toBeGreaterThan(0);
  const unnamed = scripted
    .map(([path]) => path.split('node_modules/').at(-1) ?? '')
    .filter((name) => !(name in allowScripts));
  expect(unnamed).toEqual([]);
  expect(Object.values(packages).filter((one) => one.resolved?.startsWith('http'))).toEqual([]);
});

test('the diffs of CONTRIBUTING.md apply to the code as it is', () => {
  const diffs = [...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/```diff\n([\s\S]*?)```/g)].map(
    (match) => match[1] ?? '',
  );
  expect(diffs.length).toBeGreaterThan(0);
  for (const diff of diffs) execFileSync('git', ['apply', '--check', '-'], { input: diff });
});
