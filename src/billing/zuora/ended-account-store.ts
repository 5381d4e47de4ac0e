import type { Queryable } from '#kit/postgres/pool.ts';

/** Where an account has gone: `account` is itself or its heir; `deleted` is the one at which the way ends. */
export type FollowedAccount =
  | { readonly account: string; readonly deleted?: undefined }
  | { readonly account?: undefined; readonly deleted: string };

export async function followZuoraAccount(database: Queryable, zuoraAccountId: string): Promise<FollowedAccount> {
  const { rows } = await database.query<{ account: string | null; last: string }>(
    'SELECT account, last FROM follow_zuora_account($1)',
    [zuoraAccountId],
  );
  const { account, last } = rows[0] ?? { account: zuoraAccountId, last: zuoraAccountId };
  return account === null ? { deleted: last } : { account };
}

/** Notes that an account is no more. That it was merged is kept, whatever else is said of it before or later. */
export async function upsertEndedAccount(
  database: Queryable,
  ended: { readonly zuoraAccountId: string; readonly mergedInto: string | null; readonly endedAt: Date },
): Promise<void> {
  await database.query(
    `INSERT INTO ended_zuora_accounts AS known (zuora_account_id, merged_into, ended_at) VALUES ($1, $2, $3)
     ON CONFLICT (zuora_account_id) DO UPDATE SET merged_into = coalesce(known.merged_into, excluded.merged_into)`,
    [ended.zuoraAccountId, ended.mergedInto, ended.endedAt],
  );
}
