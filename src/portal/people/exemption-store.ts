import type { Queryable } from '#kit/postgres/pool.ts';

/** `exemptUntil` is the first day on which it is over; null is without end. */
export type Exemption = { readonly uid: number; readonly exemptUntil: string | null; readonly reason: string };

export async function findExemption(database: Queryable, uid: number): Promise<Exemption | undefined> {
  const { rows } = await database.query<{ uid: number; exempt_until: string | null; reason: string }>(
    'SELECT uid, exempt_until, reason FROM applicant_exemptions WHERE uid = $1',
    [uid],
  );
  const row = rows[0];
  return row && { uid: row.uid, exemptUntil: row.exempt_until, reason: row.reason };
}

export async function upsertExemption(database: Queryable, exemption: Exemption): Promise<void> {
  await database.query(
    `INSERT INTO applicant_exemptions (uid, exempt_until, reason) VALUES ($1, $2, $3)
     ON CONFLICT (uid) DO UPDATE SET exempt_until = excluded.exempt_until, reason = excluded.reason`,
    [exemption.uid, exemption.exemptUntil, exemption.reason],
  );
}

export async function deleteExemption(database: Queryable, uid: number): Promise<void> {
  await database.query('DELETE FROM applicant_exemptions WHERE uid = $1', [uid]);
}
