import type { CacheEntryAnswer, TierEntryAnswer } from '#sdk/index.ts';
import { durationOf } from '../terminal/duration-of.ts';
import { showValue } from '../terminal/show-value.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { whyNotServed } from './why-not-served.ts';

/** One namespace's entry, in words. */
export function printEntry(terminal: Terminal, entry: CacheEntryAnswer): void {
  terminal.print(terminal.paint('bold', `Namespace ${entry.namespace_id}`));
  for (const [word, text] of linesOf(entry)) terminal.print(`  ${word.padEnd(8)}  ${text}`);
  if (entry.here) terminal.print(`  memory    ${sayHere(entry.here)}`);
}

function linesOf(entry: CacheEntryAnswer): readonly (readonly [string, string])[] {
  if (entry.state === 'absent') return [['state', 'Nothing is there: the next who asks, asks the portal.']];
  const stored = [
    'stored',
    `${showValue(entry.text)}${entry.bytes === null ? '' : `  (${entry.bytes} bytes in Redis)`}`,
  ];
  const kept = durationOf(entry.left_ms ?? 0);
  if (entry.state === 'unreadable') {
    return [
      ['state', `It counts as nothing: ${whyNotServed(entry.because)}.`],
      ['stored', stored[1] ?? ''],
    ];
  }
  const change = entry.token === null ? '' : `; the last change without a version gave the token ${entry.token}`;
  const version = ['version', `${sayVersion(entry)}${change}`] as const;
  if (entry.state === 'tombstone') {
    return [
      ['state', `A tombstone: ${whyNotServed(entry.because)}.`],
      [
        'means',
        'Nothing older is served or stored; the next who asks gets the portal’s answer, which takes its place.',
      ],
      ['kept', `for ${kept} more, longer than any answer that is still on its way`],
      version,
      ['stored', stored[1] ?? ''],
    ];
  }
  return [
    ['answer', sayTypes(entry.trial_types)],
    ['asked', `${durationOf(entry.age_ms ?? 0)} ago (${entry.filled_at})`],
    ['served', sayServed(entry)],
    ['holds', sayLife(entry)],
    [
      'kept',
      `for ${kept} more${entry.verdict === 'absent' ? '' : ', so that it can be served marked stale if the portal cannot answer'}`,
    ],
    version,
    ['stored', stored[1] ?? ''],
  ];
}

function sayTypes(types: readonly string[] | null): string {
  if (types === null) return 'not readable here: it names a trial type that is not known';
  return types.length === 0 ? 'none may be started' : types.join(', ');
}

function sayServed({ verdict, because, fresh_for_ms: freshFor }: CacheEntryAnswer): string {
  if (verdict === 'hit') return `as it is, for ${durationOf(freshFor ?? 0)} more unless something changes`;
  if (verdict === 'soft') return `only marked stale, if the portal cannot answer at once: ${whyNotServed(because)}`;
  return `no: ${whyNotServed(because)}`;
}

function sayLife({ life_seconds: life, age_ms: age }: CacheEntryAnswer): string {
  if (life === null) return 'until something changes';
  const left = life * 1_000 - (age ?? 0);
  const until = new Date(Date.now() + left).toISOString();
  return left > 0 ? `until ${until} (${durationOf(left)} more), when the passing of time changes it` : 'no longer';
}

function sayVersion({ epoch, version, rule_set: ruleSet, generation }: CacheEntryAnswer): string {
  const rules = ruleSet === null ? '' : `, rule set ${ruleSet}, generation ${showValue(generation)}`;
  return `${version} of epoch ${epoch}${rules}`;
}

function sayHere({ trial_types: types, version, epoch, age_ms: age, is_served: isServed }: TierEntryAnswer): string {
  const served = isServed ? 'serves' : 'keeps, but does not serve,';
  return `saas ${served} ${sayTypes(types)} (version ${version} of epoch ${epoch}, ${durationOf(age)} old)`;
}
