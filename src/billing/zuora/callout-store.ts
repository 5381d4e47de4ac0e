import type { Queryable } from '#kit/postgres/pool.ts';
import type { Callout, CalloutOutcome } from './callout.ts';

/** @returns undefined for one that has come before. Of two at once the second waits for the first. */
export async function insertCallout(
  database: Queryable,
  callout: Callout,
  requestId: string,
): Promise<number | undefined> {
  const { rows } = await database.query<{ id: number }>(
    `INSERT INTO zuora_callouts (event_key, event, zuora_account_id, occurred_at, outcome, request_id)
     VALUES ($1, $2, $3, $4, 'applied', $5) ON CONFLICT (event_key) DO NOTHING RETURNING id`,
    [callout.key, callout.event, callout.zuoraAccountId, callout.occurredAt, requestId],
  );
  return rows[0]?.id;
}

export async function updateCalloutOutcome(database: Queryable, id: number, outcome: CalloutOutcome): Promise<void> {
  await database.query('UPDATE zuora_callouts SET outcome = $2 WHERE id = $1', [id, outcome]);
}

export type RefusedCallout = { readonly refusal: string; readonly body: string | null; readonly requestId: string };

/** Keeps what was refused, for whoever looks for a callout that has done nothing. */
export async function insertRefusedCallout(database: Queryable, refused: RefusedCallout): Promise<void> {
  await database.query(
    "INSERT INTO zuora_callouts (outcome, refusal, body, request_id) VALUES ('refused', $1, $2, $3)",
    [refused.refusal, refused.body, refused.requestId],
  );
}

export type KeptCallout = {
  readonly id: number;
  readonly at: Date;
  readonly event: string | null;
  readonly zuoraAccountId: string | null;
  readonly occurredAt: Date | null;
  readonly outcome: CalloutOutcome | 'refused';
  readonly refusal: string | null;
};

type CalloutRow = Omit<KeptCallout, 'zuoraAccountId' | 'occurredAt'> & {
  zuora_account_id: string | null;
  occurred_at: Date | null;
};

/** What Zuora has called out, newest first; of one account where one is named. */
export async function listCallouts(
  database: Queryable,
  filter: { readonly zuoraAccountId: string | null; readonly limit: number },
): Promise<KeptCallout[]> {
  const { rows } = await database.query<CalloutRow>(
    `SELECT id, at, event, zuora_account_id, occurred_at, outcome, refusal FROM zuora_callouts
     WHERE $1::text IS NULL OR zuora_account_id = $1 ORDER BY id DESC LIMIT $2`,
    [filter.zuoraAccountId, filter.limit],
  );
  return rows.map(({ zuora_account_id: zuoraAccountId, occurred_at: occurredAt, ...rest }) => ({
    ...rest,
    zuoraAccountId,
    occurredAt,
  }));
}

/** Forgets callouts: Zuora repeats one for days, never for months. */
export async function deleteOldCallouts(database: Queryable): Promise<void> {
  await database.query("DELETE FROM zuora_callouts WHERE at < clock_timestamp() - interval '90 days'");
}
