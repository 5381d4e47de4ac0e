import type { Queryable } from '#kit/postgres/pool.ts';

// The timeline that is being written: pg_control_checkpoint() still names the old one until the first checkpoint after a
// promotion, and answers in between would carry the old epoch.
const IDENTITY = `SELECT system_identifier::text,
  ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer AS timeline FROM pg_control_system()`;

// A row lock makes processes that see the difference at once agree on one epoch.
const ENSURE_EPOCH = `
  INSERT INTO portal_epoch AS known (epoch, system_identifier, timeline)
  SELECT 1, identity.system_identifier, identity.timeline FROM (${IDENTITY}) AS identity
  ON CONFLICT (singleton) DO UPDATE SET
    epoch = greatest(known.epoch + 1, floor(extract(epoch FROM clock_timestamp()))::bigint),
    system_identifier = excluded.system_identifier, timeline = excluded.timeline, since = clock_timestamp()
  WHERE (known.system_identifier, known.timeline) IS DISTINCT FROM (excluded.system_identifier, excluded.timeline)
  RETURNING epoch`;

/**
 * Compares the database's own identity with the one that the epoch was given for. On a difference (a restore, a
 * promotion) a new epoch begins, because versions after it may repeat numbers of versions that are gone.
 * @returns the new epoch when one has begun now, else undefined.
 */
export async function ensureEpoch(database: Queryable): Promise<number | undefined> {
  const known = await database.query<{ same: boolean }>(
    `SELECT EXISTS (SELECT FROM portal_epoch JOIN (${IDENTITY}) AS identity
     USING (system_identifier, timeline)) AS same`,
  );
  if (known.rows[0]?.same) return undefined;
  const { rows } = await database.query<{ epoch: number }>(ENSURE_EPOCH);
  return rows[0]?.epoch;
}

/** Begins a new epoch on a person's word: after loading a dump, which keeps cluster and timeline. */
export async function beginNewEpoch(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ epoch: number }>(
    `UPDATE portal_epoch SET epoch = greatest(epoch + 1, floor(extract(epoch FROM clock_timestamp()))::bigint),
       since = clock_timestamp() RETURNING epoch`,
  );
  if (rows[0]) return rows[0].epoch;
  return (await ensureEpoch(database)) ?? 1;
}
