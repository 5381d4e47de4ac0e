import type { AnswerSource, NamespaceEligibility } from '#sdk/index.ts';
import { durationOf } from '../terminal/duration-of.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** The answers of one check, and how old each was then. */
export type Checked = readonly { readonly answer: NamespaceEligibility; readonly ageMs: number }[];

const SOURCES: Readonly<Record<AnswerSource, string>> = {
  l1: 'the memory of this process',
  redis: 'the cache that all processes share',
  portal: 'the portal, just now',
  stale: 'an older answer, because nothing newer could be had in time',
  database: 'the product’s own queries',
  unknown: 'nobody could say',
};

/** One table a check, and what the sources mean. */
export function printChecks(terminal: Terminal, checks: readonly Checked[]): void {
  checks.forEach((checked, place) => {
    if (place > 0) terminal.print('');
    if (checks.length > 1) terminal.print(terminal.paint('bold', `Time ${place + 1}`));
    const rows = checked.map(({ answer, ageMs }) => [
      answer.namespaceId,
      answer.trialTypes === undefined ? 'unknown' : answer.trialTypes.join('\n') || 'none',
      answer.source,
      answer.trialTypes === undefined ? undefined : answer.version,
      answer.trialTypes === undefined ? undefined : durationOf(ageMs),
      answer.because,
    ]);
    terminal.printTable(['namespace', 'trial types', 'source', 'version', 'age', 'because'], rows, '');
  });
  const met = new Set(checks.flatMap((checked) => checked.map(({ answer }) => answer.source)));
  terminal.print('');
  for (const source of met) terminal.print(`${source}: ${SOURCES[source]}.`);
}

/** For programs: the same in one object. Unknown is null, which is not an empty list. */
export function toJson(checks: readonly Checked[]): string {
  const written = checks.map((checked) => ({
    answers: checked.map(({ answer, ageMs }) => ({
      namespace_id: answer.namespaceId,
      trial_types: answer.trialTypes ?? null,
      source: answer.source,
      epoch: answer.epoch,
      version: answer.version,
      rule_set: answer.ruleSet,
      age_ms: Math.round(ageMs),
      because: answer.because ?? null,
    })),
  }));
  return JSON.stringify({ success: true, checks: written });
}
