import type { Connection, Queryable } from '#kit/postgres/pool.ts';

/** A lead: what somebody told about themselves on the way to a trial. Erasable, and never in a log. */
export type Lead = {
  readonly id: number;
  readonly uid: number;
  readonly namespaceId: number | null;
  readonly details: Record<string, unknown>;
  readonly receivedAt: Date;
  readonly deliveredAt: Date | null;
};

type LeadRow = {
  id: number;
  uid: number;
  namespace_id: number | null;
  details: Record<string, unknown>;
  received_at: Date;
  delivered_at: Date | null;
};

function toLead(row: LeadRow): Lead {
  return {
    id: row.id,
    uid: row.uid,
    namespaceId: row.namespace_id,
    details: row.details,
    receivedAt: row.received_at,
    deliveredAt: row.delivered_at,
  };
}

export type NewLead = {
  readonly uid: number;
  readonly namespaceId: number | null;
  readonly emailHash: Buffer | null;
  readonly details: object;
};

/**
 * Keeps one lead per uid and namespace, the newest, and has it handed on if it says anything new: the same lead twice is
 * handed on once.
 */
export async function upsertLead(connection: Connection, lead: NewLead): Promise<void> {
  await connection.query(
    `WITH old AS (
       SELECT details FROM leads WHERE uid = $1 AND namespace_id IS NOT DISTINCT FROM $2
     ), kept AS (
       INSERT INTO leads (uid, namespace_id, email_hash, details) VALUES ($1, $2, $3, $4)
       ON CONFLICT (uid, namespace_id) DO UPDATE SET email_hash = excluded.email_hash, details = excluded.details,
         received_at = clock_timestamp(),
         delivered_at = CASE WHEN leads.details = excluded.details THEN leads.delivered_at END
       RETURNING id
     )
     INSERT INTO outbox (task, key, payload)
     SELECT 'deliver_lead', 'deliver_lead:' || id, jsonb_build_object('lead_id', id)
     FROM kept WHERE NOT EXISTS (SELECT FROM old WHERE details = $4)`,
    [lead.uid, lead.namespaceId, lead.emailHash, JSON.stringify(lead.details)],
  );
}

export async function findLead(database: Queryable, id: number): Promise<Lead | undefined> {
  const { rows } = await database.query<LeadRow>('SELECT * FROM leads WHERE id = $1', [id]);
  return rows[0] && toLead(rows[0]);
}

/** Marks a lead as handed on, unless it has changed since it was read. */
export async function updateLeadDelivered(database: Queryable, lead: Lead): Promise<void> {
  await database.query('UPDATE leads SET delivered_at = clock_timestamp() WHERE id = $1 AND details = $2', [
    lead.id,
    JSON.stringify(lead.details),
  ]);
}

/** Leads after an id, oldest first. */
export async function listLeads(
  database: Queryable,
  page: { readonly after: number; readonly limit: number; readonly uid: number | null },
): Promise<Lead[]> {
  const { rows } = await database.query<LeadRow>(
    'SELECT * FROM leads WHERE id > $1 AND ($3::bigint IS NULL OR uid = $3) ORDER BY id LIMIT $2',
    [page.after, page.limit, page.uid],
  );
  return rows.map(toLead);
}

/** Erases every lead of a person. @returns how many there were. */
export async function deleteLeads(connection: Connection, uid: number): Promise<number> {
  const { rowCount } = await connection.query('DELETE FROM leads WHERE uid = $1', [uid]);
  return rowCount ?? 0;
}
