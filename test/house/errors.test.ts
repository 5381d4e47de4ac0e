import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RULES } from '#domain/eligibility/rules.ts';
import { ERROR_CATALOGUE } from '#domain/errors/error-catalogue.ts';

const catalogue = Object.keys(ERROR_CATALOGUE).sort();
const sources = globSync('src/**/*.ts').filter(
  (file) => !file.endsWith('.test.ts') && !file.endsWith('error-catalogue.ts'),
);
const text = sources.map((file) => readFileSync(file, 'utf8')).join('\n');

test('docs/errors.md tells of every code, and of none that does not exist', () => {
  const told = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1]);
  expect(told.sort()).toEqual(catalogue);
});

test('every code of the catalogue is used somewhere', () => {
  expect(catalogue.filter((code) => !new RegExp(`'${code}'|^ +${code}:`, 'm').test(text))).toEqual([]);
});

test('every code that is thrown or answered stands in the catalogue', () => {
  const patterns = [
    /\bcode: '([a-z]+_[a-z_]+)'/g,
    /\bFault\(\s*'([a-z_]+)'/g,
    /\berrorBody\(\s*'([a-z_]+)'/g,
    /readonly code = '([a-z_]+)'/g,
    /\bsuper\('([a-z_]+)'/g,
    /\bunknownEligibility\([\w.]+, '([a-z_]+)'/g,
    /\binstead\(\w+, '([a-z_]+)'/g,
  ];
  const thrown = new Set(patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')));
  expect(thrown.size).toBeGreaterThan(30);
  expect([...thrown].filter((code) => !(code in ERROR_CATALOGUE))).toEqual([]);
  expect(RULES.filter((rule) => ERROR_CATALOGUE[rule.code] !== 'refusal')).toEqual([]);
});

test('.env.example lists every variable that a process reads, and no other', () => {
  const read = new Set(
    [
      ...text.matchAll(
        /^ +([A-Z][A-Z_]{3,}): (?:port|text|url|secret|wholeNumber|oneOf|optional|production|channels)\b/gm,
      ),
    ].map((match) => match[1] ?? ''),
  );
  for (const name of ['TRIALGATE_DATA', 'TRIALGATE_TOKEN']) read.add(name);
  const listed = [...readFileSync('.env.example', 'utf8').matchAll(/^#? ?([A-Z_]{4,})=/gm)].map((match) => match[1]);
  expect(listed.sort()).toEqual([...read].sort());
});
