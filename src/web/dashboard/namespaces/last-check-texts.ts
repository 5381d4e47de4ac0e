import type { LastCheckOnWire, LastChecksOnWire } from '#saas/contract/last-checks-on-wire.ts';

const PLACES: Readonly<Record<string, string>> = {
  registration: 'signing up',
  cta: 'an offer',
  list: 'list of groups',
  form: 'trial form',
  apply: 'applying',
  job: 'in the background',
};

const SOURCES: Readonly<Record<string, string>> = {
  l1: 'its memory (l1)',
  redis: 'Redis',
  portal: 'the portal',
  stale: 'an older answer',
  database: 'the old queries',
  unknown: 'nobody',
};

const OUTCOMES: Readonly<Record<LastCheckOnWire['outcome'], string>> = {
  ok: 'ok',
  fallback: 'fallback',
  unknown: 'not known',
};

/** Where in the product, as people call it; a place that this page does not know by its own word. */
export const sayPlace = ({ place }: LastCheckOnWire) => PLACES[place] ?? place;
export const saySource = ({ source }: LastCheckOnWire) => SOURCES[source] ?? source;
export const sayMethod = ({ method }: LastCheckOnWire) => (method === 'ssot' ? 'the portal' : 'the old queries');
export const sayOutcome = ({ outcome, because }: LastCheckOnWire) =>
  because === null ? OUTCOMES[outcome] : `${OUTCOMES[outcome]} (${because})`;

/** What it said of the namespace: each type that may be started, or one sentence in their place. */
export function saySaid({ trial_types: types }: LastCheckOnWire): readonly string[] {
  if (types === null) return ['nobody could say'];
  return types.length === 0 ? ['none may be started'] : types;
}

/** `0.05 ms`, `12 ms`, `1.2 s`. */
export function sayTook({ duration_ms: ms }: LastCheckOnWire): string {
  return ms < 1_000 ? `${Number(ms.toPrecision(2))} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** What is to be known of the rows: which there are, and which are missing. */
export function sayKept({ kept_in: keptIn, most, days }: LastChecksOnWire): string {
  const whose =
    keptIn === 'redis' ? 'every process of saas' : 'one process of saas since its start, which has no Redis';
  return `The last ${most} of ${days} days, by ${whose}; not those of staff who look at this page.`;
}

/** Why some may be missing; undefined where all are there. */
export function sayMissing({ because, lost, days }: LastChecksOnWire): string | undefined {
  const answers = lost === 1 ? '1 answer' : `${lost.toLocaleString('en-US')} answers`;
  const sentences = [
    because === null ? '' : `${because} Only what the process that was asked has not written down yet can be shown.`,
    lost === 0
      ? ''
      : `${answers} of these ${days} days, about whichever namespace, could not be kept: too many came at once, or Redis was away. The log has every check.`,
  ].filter(Boolean);
  return sentences.length === 0 ? undefined : sentences.join(' ');
}
