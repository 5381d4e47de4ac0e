import type { Facts } from '#domain/eligibility/facts.ts';
import type { Product } from '#domain/purchases/purchase.ts';
import { type Day, dayFromIso } from '#domain/time/days.ts';
import type { Queryable } from '#kit/postgres/pool.ts';

// A fact row as it was at $2: the row itself if it is that old, else the one that was superseded after $2.
const asOf = (table: string, columns: string) => `
  SELECT ${columns} FROM ${table} WHERE namespace_id = $1 AND recorded_at <= $2
  UNION ALL
  SELECT ${columns} FROM ${table}_history WHERE namespace_id = $1 AND recorded_at <= $2 AND superseded_at > $2`;

type TrialFactRow = { code: string; starts_on: string; ends_on: string; allowed_again: boolean };
type PurchaseFactRow = { product: Product; trial: boolean; starts_on: string; ends_on: string | null };

/**
 * A namespace's facts as the records stood at a time. Reads the fact tables themselves, not what is packed for answers:
 * a test holds the two against each other.
 */
export async function readFactsAsOf(database: Queryable, namespaceId: number, at: Date): Promise<Facts> {
  const [trials, purchases, blocks] = await Promise.all([
    database.query<TrialFactRow>(
      `SELECT code, starts_on, ends_on, allowed_again FROM (
         ${asOf('trials', 'trial_type, starts_on, ends_on, allowed_again_at IS NOT NULL AS allowed_again, voided_at')}
       ) AS kept JOIN trial_types ON trial_types.type = kept.trial_type WHERE voided_at IS NULL ORDER BY starts_on, code`,
      [namespaceId, at],
    ),
    database.query<PurchaseFactRow>(
      `SELECT * FROM (${asOf('purchases', 'product, trial, starts_on, ends_on')}) AS kept ORDER BY starts_on, product`,
      [namespaceId, at],
    ),
    database.query<{ blocked_until: string | null }>(asOf('namespace_blocks', 'blocked_until'), [namespaceId, at]),
  ]);
  return {
    trials: trials.rows.map((row) => ({
      code: row.code,
      startsOn: day(row.starts_on),
      endsOn: day(row.ends_on),
      allowedAgain: row.allowed_again,
    })),
    purchases: purchases.rows.map((row) => ({
      product: row.product,
      trial: row.trial,
      startsOn: day(row.starts_on),
      endsOn: row.ends_on === null ? null : day(row.ends_on),
    })),
    blockedUntil: blocks.rows[0] ? blockEnd(blocks.rows[0].blocked_until) : null,
    application: null,
  };
}

function day(text: string): Day {
  return dayFromIso(text) as Day;
}

function blockEnd(until: string | null): number {
  return until === null ? Infinity : day(until);
}
