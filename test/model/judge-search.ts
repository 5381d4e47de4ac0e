import type { Search } from './check-model.ts';
import type { Configuration } from './configurations.ts';

/** @returns a sentence, with the trail, about what was not as expected; undefined if everything was. */
export function judgeSearch({ name, expected }: Configuration, search: Search): string | undefined {
  const { error, errors, exhausted, states, trail } = search;
  if (expected === 'holds' && exhausted && errors === 0) return undefined;
  if (expected === 'fails' && error === 'stale') return undefined;
  if (errors === 0 && !exhausted) return `${name}: the search ended early, after ${states} states`;
  if (errors === 0) return `${name}: no stale read among ${states} states`;
  return [`${name}: ${error}`, ...trail].join('\n  ');
}
