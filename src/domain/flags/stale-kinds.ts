import { type FlagFacts, type FlagPlace, type FlagType, isServing, stepOf } from './flag-facts.ts';

const DAY = 86_400_000;
const KEPT_FOR = 90;

/** Days after which a flag of this type should be gone; null for one that may stay. Its own `remove_by` comes first. */
export const LIMITS: Readonly<Record<FlagType, number | null>> = { release: 40, operational: 7, permanent: null };

/** A way in which a flag is stale, and what to do about that one. */
export type Stale = { readonly kind: StaleKind; readonly advice: string };

export type StaleKind =
  | 'overdue'
  | 'never_evaluated'
  | 'at_zero'
  | 'fully_on'
  | 'untouched'
  | 'still_evaluated'
  | 'not_in_code';

const UNTOUCHED_FOR = 14;

/** @param at now, in milliseconds since 1970. @returns every way in which it is stale; none for one that is alive. */
export function staleKinds(facts: FlagFacts, at: number): Stale[] {
  const { definition, environments } = facts;
  if (stepOf(facts, 'deleted')) return [];
  if (!definition) return gone(facts, at);
  if (definition.type === 'permanent') return [];
  const limit = LIMITS[definition.type] ?? 0;
  const until = definition.removeBy ?? definition.introduced + limit * DAY;
  const isOld = at >= definition.introduced + limit * DAY;
  const found: Stale[] = [];
  if (at >= until)
    found.push(
      stale(
        'overdue',
        `it should be gone since ${dayOf(until)}: remove it, or say in its definition why it stays longer`,
      ),
    );
  const evaluated = environments.filter(({ lastEvaluated }) => lastEvaluated !== null);
  if (isOld && evaluated.length === 0)
    found.push(
      stale('never_evaluated', `nobody has asked for it in ${KEPT_FOR} days: take it out of the code, kept as it is`),
    );
  const serving = environments.filter(({ environment }) => isServing(environment));
  return [...found, ...byState(serving, evaluated.length > 0 && isOld, limit, at)];
}

function byState(serving: readonly FlagPlace[], isOld: boolean, limit: number, at: number): Stale[] {
  const since = (days: number) => serving.every((one) => at >= (one.since ?? 0) + days * DAY);
  if (serving.length === 0) return [];
  if (isOld && serving.every(({ state }) => state === 'off') && since(limit)) {
    return [stale('at_zero', 'nobody has it: begin its rollout, or give it up and remove it with --keep off')];
  }
  if (serving.every(({ state }) => state === 'on') && since(limit)) {
    return [stale('fully_on', 'everybody has it: remove it with --keep on')];
  }
  const partly = serving.find(
    ({ state, since: set }) => state !== 'on' && state !== 'off' && at >= (set ?? 0) + UNTOUCHED_FOR * DAY,
  );
  return partly
    ? [
        stale(
          'untouched',
          `it is ${partly.state} in ${partly.environment} and nobody has moved it for ${UNTOUCHED_FOR} days: go on, or take it back`,
        ),
      ]
    : [];
}

/** One that has left the code, or that this portal does not define. */
function gone(facts: FlagFacts, at: number): Stale[] {
  const removed = stepOf(facts, 'code_removed');
  if (!removed)
    return [
      stale(
        'not_in_code',
        'the portal keeps a state for it and its code does not know it: if it was removed, begin its cleanup',
      ),
    ];
  const asked = facts.environments.find(
    ({ lastEvaluated }) => lastEvaluated !== null && lastEvaluated > removed.at + DAY && at < lastEvaluated + DAY,
  );
  return asked
    ? [stale('still_evaluated', `its code is removed and ${asked.environment} still asks: deploy there`)]
    : [];
}

function stale(kind: StaleKind, advice: string): Stale {
  return { kind, advice };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
