import { durationOf } from '../terminal/duration-of.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** What saas tells of the last checks of a namespace; the fields that are printed. */
export type LastChecks = {
  readonly kept_in: string;
  readonly most: number;
  readonly days: number;
  readonly because: string | null;
  readonly lost: number;
  readonly checks: readonly {
    readonly at: string;
    readonly place: string;
    readonly method: string;
    readonly user_id: number | null;
    readonly source: string;
    readonly outcome: string;
    readonly because: string | null;
    readonly trial_types: readonly string[] | null;
    readonly duration_ms: number;
    readonly request_id: string | null;
  }[];
};

/** In their place, why there are none to be had. */
export type NoLastChecks = { readonly because: string };

/** Of a saas that is older than this command. */
export const KEEPS_NONE = 'this saas does not keep them yet.';

/** What was asked about the namespace lately, and what was said; where some may be missing, that too. */
export function printLastChecks(terminal: Terminal, last: LastChecks | NoLastChecks): void {
  terminal.print(`\n${terminal.paint('bold', 'Last checks in saas')}`);
  if ('checks' in last) printChecks(terminal, last);
  else terminal.print(`Not to be had: ${last.because}`);
}

function printChecks(terminal: Terminal, last: LastChecks): void {
  terminal.printTable(
    ['at', 'place', 'method', 'user', 'said', 'source', 'outcome', 'took', 'request'],
    last.checks.map((one) => [
      one.at,
      one.place,
      one.method,
      one.user_id,
      one.trial_types === null ? 'unknown' : one.trial_types.join('\n') || 'none',
      one.source,
      one.because === null ? one.outcome : `${one.outcome} (${one.because})`,
      sayTime(one.duration_ms),
      one.request_id,
    ]),
    `Nobody was asked about it in the last ${last.days} days, as far as saas has kept it.`,
  );
  for (const sentence of sayWhatIsMissing(last)) terminal.print(sentence);
}

/** Most of them take less than a millisecond. */
const sayTime = (ms: number) => (ms < 10 ? `${Number(ms.toPrecision(2))} ms` : durationOf(ms));

function sayWhatIsMissing({ because, kept_in: keptIn, lost, days }: LastChecks): string[] {
  const answers = lost === 1 ? '1 answer' : `${lost.toLocaleString('en-US')} answers`;
  return [
    ...(because === null ? [] : [`Only a part of them: ${because}`]),
    ...(keptIn === 'process' ? ['Of one process of saas alone, since its start: saas has no Redis.'] : []),
    ...(lost === 0 ? [] : [`${answers} of the last ${days} days, about whichever namespace, could not be kept.`]),
  ];
}
