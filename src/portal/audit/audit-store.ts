import type { Queryable } from '#kit/postgres/pool.ts';

/** One line of the audit log: who did what to which object, and why. */
export type AuditEntry = {
  readonly actorId: number | null;
  readonly actorName: string;
  readonly action: string;
  readonly object: string;
  readonly namespaceId: number | null;
  readonly reason: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string | null;
};

export type KeptAuditEntry = AuditEntry & { readonly id: number; readonly at: Date };

type AuditRow = {
  id: number;
  at: Date;
  actor_id: number | null;
  actor_name: string;
  action: string;
  object: string;
  namespace_id: number | null;
  reason: string;
  before: unknown;
  after: unknown;
  request_id: string | null;
};

function toEntry(row: AuditRow): KeptAuditEntry {
  return {
    id: row.id,
    at: row.at,
    actorId: row.actor_id,
    actorName: row.actor_name,
    action: row.action,
    object: row.object,
    namespaceId: row.namespace_id,
    reason: row.reason,
    before: row.before,
    after: row.after,
    requestId: row.request_id,
  };
}

/** Adds a line. The table refuses everything else. */
export async function insertAuditEntry(database: Queryable, entry: AuditEntry): Promise<void> {
  await database.query(
    `INSERT INTO audit_log (actor_id, actor_name, action, object, namespace_id, reason, before, after, request_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      entry.actorId,
      entry.actorName,
      entry.action,
      entry.object,
      entry.namespaceId,
      entry.reason,
      JSON.stringify(entry.before ?? null),
      JSON.stringify(entry.after ?? null),
      entry.requestId,
    ],
  );
}

export type AuditFilter = {
  readonly actorId: number | null;
  readonly namespaceId: number | null;
  readonly action: string | null;
  /** An object, `trial 7`, or a kind of them, `trial`. */
  readonly object: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
  /** Only lines with a smaller id. */
  readonly before: number | null;
  readonly limit: number;
};

/** Lines that match, newest first. */
export async function listAuditEntries(database: Queryable, filter: AuditFilter): Promise<KeptAuditEntry[]> {
  const { rows } = await database.query<AuditRow>(
    `SELECT * FROM audit_log
     WHERE ($1::bigint IS NULL OR actor_id = $1) AND ($2::bigint IS NULL OR namespace_id = $2)
       AND ($3::text IS NULL OR action = $3) AND ($4::bigint IS NULL OR id < $4)
       AND ($5::text IS NULL OR object = $5 OR starts_with(object, $5 || ' '))
       AND ($6::timestamptz IS NULL OR at >= $6) AND ($7::timestamptz IS NULL OR at < $7)
     ORDER BY at DESC, id DESC LIMIT $8`,
    [
      ...[filter.actorId, filter.namespaceId, filter.action, filter.before],
      ...[filter.object, filter.from, filter.to, filter.limit],
    ],
  );
  return rows.map(toEntry);
}
