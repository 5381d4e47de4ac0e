import type { Queryable } from '#kit/postgres/pool.ts';
import type { GateAnswer } from '#rollouts/gates/gate-keeper.ts';
import { reportComparisons } from '../comparisons/report-comparisons.ts';

const HOUR = 3_600_000;

/**
 * Whether the new answer grants what the old one does not, and nobody expects it: one such grant is one too many. It is
 * enough when no stratum could hide more than `limit` of them.
 */
export async function judgeWrongGrants(
  database: Queryable,
  environment: string,
  since: Date,
  limit: number,
): Promise<GateAnswer> {
  // Comparisons are counted by the hour, so that the hour in which the step began counts whole.
  const days = Math.max(1, Math.ceil((Date.now() - since.getTime() + HOUR) / (24 * HOUR)));
  const { strata } = await reportComparisons(database, { environment, days, limit });
  const wrong = strata.reduce((sum, one) => sum + one.wrong_grants, 0);
  const checked = strata.reduce((sum, one) => sum + one.checked, 0);
  const figures = { checked, wrong, limit, strata: strata.length };
  if (checked === 0) return { verdict: 'no_data', sentence: 'nothing was compared yet.', figures };
  if (wrong > 0) {
    return {
      verdict: 'fail',
      sentence: `${wrong} of ${checked} comparisons grant what the old answer did not.`,
      figures,
    };
  }
  const missing = strata.reduce((sum, one) => sum + one.more_needed, 0);
  if (missing > 0) {
    const sentence = `no wrong grant in ${checked} comparisons; ${missing} more are needed to be sure.`;
    return { verdict: 'inconclusive', sentence, figures };
  }
  return { verdict: 'pass', sentence: `no wrong grant in ${checked} comparisons.`, figures };
}
