import type { Queryable } from '#kit/postgres/pool.ts';
import type { ProvisioningOnWire } from '../contract/provisioning-on-wire.ts';

const COLUMNS = 'id, namespace_id, trial_id, purchase_id, state, landed, due_on, attempts, last_error, updated_at';

/** Provisionings after an id, oldest first. */
export async function listProvisionings(
  database: Queryable,
  page: {
    readonly state: string | null;
    readonly namespaceId: number | null;
    /** Only what has to be sent by today: the others wait for their day. */
    readonly isDue: boolean;
    readonly after: number;
    readonly limit: number;
  },
): Promise<ProvisioningOnWire[]> {
  const { rows } = await database.query<ProvisioningOnWire>(
    `SELECT ${COLUMNS} FROM provisionings
     WHERE id > $3 AND ($1::text IS NULL OR state = $1) AND ($2::bigint IS NULL OR namespace_id = $2)
       AND (NOT $5 OR due_on <= (clock_timestamp() AT TIME ZONE 'UTC')::date)
     ORDER BY id LIMIT $4`,
    [page.state, page.namespaceId, page.after, page.limit, page.isDue],
  );
  return rows;
}

/** Makes one due again, whatever its state. @returns how it was and is; undefined when there is none. */
export async function resetProvisioning(
  connection: Queryable,
  id: number,
): Promise<{ before: ProvisioningOnWire; after: ProvisioningOnWire } | undefined> {
  const before = await connection.query<ProvisioningOnWire>(
    `SELECT ${COLUMNS} FROM provisionings WHERE id = $1 FOR UPDATE`,
    [id],
  );
  const after = await connection.query<ProvisioningOnWire>(
    `UPDATE provisionings SET state = 'retrying', attempts = attempts + 1, updated_at = clock_timestamp(),
       landed = CASE landed WHEN 'started' THEN 'nothing' ELSE landed END,
       due_on = coalesce(due_on, (clock_timestamp() AT TIME ZONE 'UTC')::date)
     WHERE id = $1 RETURNING ${COLUMNS}`,
    [id],
  );
  const [was, is] = [before.rows[0], after.rows[0]];
  return was && is && { before: was, after: is };
}

/** How many saas has not confirmed though they are due, and how many it has refused for good. */
export type Unsettled = { readonly retrying: number; readonly undeliverable: number };

export async function countUnsettled(database: Queryable): Promise<Unsettled> {
  const { rows } = await database.query<Unsettled>(
    `SELECT count(*) FILTER (WHERE state = 'retrying' AND due_on <= (clock_timestamp() AT TIME ZONE 'UTC')::date) AS retrying,
       count(*) FILTER (WHERE state = 'undeliverable') AS undeliverable
     FROM provisionings WHERE state <> 'delivered'`,
  );
  return rows[0] as Unsettled;
}
