import { nameCause } from '#domain/comparisons/named-causes.ts';
import { checksNeeded, upperBound } from '#domain/comparisons/wrong-grant-bound.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import type { ComparisonReportOnWire, DifferenceOnWire, StratumOnWire } from '../contract/comparisons-on-wire.ts';
import { type GroupCount, type GroupKey, listGroupCounts, type Window } from './comparison-store.ts';
import { type Expectation, listExpectations } from './expectation-store.ts';

/** Outcomes in which both sides said something. */
const JUDGED = new Set(['match', 'grants_more', 'denies']);
const DIFFERENCES = new Set(['grants_more', 'denies']);

type Asked = Window & { readonly runId?: number | undefined; readonly limit: number };

/** Differences by cause, and by plan and trial type how sure it is that no more than `limit` of the grants are wrong. */
export async function reportComparisons(database: Queryable, asked: Asked): Promise<ComparisonReportOnWire> {
  const counts = await listGroupCounts(database, asked, asked.runId);
  const expectations = await listExpectations(database);
  const differences = counts
    .filter(({ outcome }) => DIFFERENCES.has(outcome))
    .map((group) =>
      toDifference(
        group,
        expectations.find((one) => isSame(one, group)),
      ),
    );
  const outcomes: Record<string, number> = {};
  for (const { outcome, n } of counts) outcomes[outcome] = (outcomes[outcome] ?? 0) + n;
  return {
    success: true,
    environment: asked.environment ?? null,
    days: asked.days,
    run_id: asked.runId ?? null,
    limit: asked.limit,
    outcomes,
    strata: toStrata(counts, differences, asked.limit),
    differences,
  };
}

function toStrata(
  counts: readonly GroupCount[],
  differences: readonly DifferenceOnWire[],
  limit: number,
): StratumOnWire[] {
  const judged = counts.filter(({ outcome }) => JUDGED.has(outcome));
  const strata = Map.groupBy(judged, ({ plan, trial_type }) => `${plan} ${trial_type}`);
  return [...strata.values()].map((groups) => {
    const { plan, trial_type } = groups[0] as GroupCount;
    const checked = sum(groups);
    const of = (outcome: string, expected: boolean) =>
      sum(
        differences.filter((one) => {
          const isHere = one.plan === plan && one.trial_type === trial_type && one.outcome === outcome;
          return isHere && (one.expected !== null) === expected;
        }),
      );
    const wrong = of('grants_more', false);
    return {
      plan,
      trial_type,
      checked,
      wrong_grants: wrong,
      expected_grants: of('grants_more', true),
      denied: of('denies', false),
      upper_bound: upperBound(wrong, checked),
      more_needed: checksNeeded(wrong, checked, limit),
    };
  });
}

const sum = (all: readonly { readonly n: number }[]) => all.reduce((total, { n }) => total + n, 0);

const isSame = (one: GroupKey, other: GroupKey) =>
  one.plan === other.plan &&
  one.trial_type === other.trial_type &&
  one.outcome === other.outcome &&
  one.cause === other.cause;

function toDifference(group: GroupCount, expectation: Expectation | undefined): DifferenceOnWire {
  const names = nameCause(group.outcome, group.cause);
  return {
    plan: group.plan,
    trial_type: group.trial_type,
    outcome: group.outcome,
    cause: group.cause,
    n: group.n,
    first_at: group.first_at.toISOString(),
    last_at: group.last_at.toISOString(),
    sentence: names ? names.map(({ sentence }) => sentence).join(' ') : null,
    rules: names ? names.map(({ rule }) => rule) : [],
    expected: expectation
      ? { id: expectation.id, reason: expectation.reason, by: expectation.by, at: expectation.at.toISOString() }
      : null,
  };
}
