import type pg from 'pg';
import { insertCustomersNamed } from '#billing/customers/customer-store.ts';
import { lockAllPurchases } from '../purchases/lock-purchases.ts';
import { queueOtherPurchases, queuePurchases } from '../purchases/queue-purchases.ts';
import { lockStagedNamespaces } from './lock-staged-namespaces.ts';
import type { LoadCounts } from './run-import.ts';

const TODAY = "(clock_timestamp() AT TIME ZONE 'UTC')::date";

// Of several rows of one purchase the newest counts, then the last.
const WINNERS = `CREATE TEMPORARY TABLE winners ON COMMIT DROP AS
  SELECT DISTINCT ON (external_id) line, typed.*
  FROM import_rows, jsonb_to_record(fields) AS typed (external_id text, namespace_id bigint, product text, trial boolean,
    starts_on date, ends_on date, quantity integer, customer text, updated_at timestamptz)
  WHERE job_id = $1
  ORDER BY external_id, updated_at DESC, line DESC`;

const CONCERNED = `SELECT namespace_id FROM winners
  UNION SELECT purchases.namespace_id FROM purchases JOIN winners USING (external_id)`;

const CHOSEN = `CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS
  SELECT winners.*, kept.id AS kept_id, kept.namespace_id AS kept_namespace_id, kept.product AS kept_product,
    kept.id IS NOT NULL AND (winners.namespace_id, winners.product, winners.trial, winners.starts_on, winners.ends_on,
      winners.quantity, winners.customer) IS NOT DISTINCT FROM (kept.namespace_id, kept.product, kept.trial,
      kept.starts_on, kept.ends_on, kept.quantity, kept.customer) AS same
  FROM winners LEFT JOIN purchases AS kept USING (external_id)
    LEFT JOIN purchase_confirmations ON purchase_id = kept.id
  WHERE kept.id IS NULL
    OR winners.updated_at > greatest(kept.source_updated_at, purchase_confirmations.source_updated_at)`;

const CONFIRM = `WITH confirmed AS (DELETE FROM chosen WHERE same RETURNING kept_id, updated_at)
  INSERT INTO purchase_confirmations (purchase_id, source_updated_at) SELECT kept_id, updated_at FROM confirmed
  ON CONFLICT (purchase_id) DO UPDATE SET source_updated_at = excluded.source_updated_at`;

const LOAD = `INSERT INTO purchases
    (external_id, namespace_id, product, trial, starts_on, ends_on, quantity, customer, source_updated_at)
  SELECT external_id, namespace_id, product, trial, starts_on, ends_on, quantity, customer, updated_at
  FROM chosen ORDER BY namespace_id, external_id
  ON CONFLICT (external_id) DO UPDATE SET namespace_id = excluded.namespace_id, product = excluded.product,
    trial = excluded.trial, starts_on = excluded.starts_on, ends_on = excluded.ends_on, quantity = excluded.quantity,
    customer = excluded.customer, source_updated_at = excluded.source_updated_at`;

// A purchase that is new here was sold before the portal told saas of purchases: what runs has landed there already, and
// what is over needs no word. Only what begins later is the portal's to tell.
const PROVISION_NEW = `INSERT INTO provisionings (namespace_id, purchase_id, state, landed, landed_ends_on, due_on)
  SELECT purchases.namespace_id, purchases.id, CASE WHEN later THEN 'retrying' ELSE 'delivered' END,
    CASE WHEN later THEN 'nothing' ELSE 'started' END, CASE WHEN NOT later THEN purchases.ends_on END,
    CASE WHEN later THEN purchases.starts_on ELSE purchases.ends_on END
  FROM chosen JOIN purchases USING (external_id), LATERAL (SELECT purchases.starts_on > ${TODAY} AS later) AS day
  WHERE kept_id IS NULL AND (purchases.ends_on IS NULL OR purchases.ends_on > ${TODAY})`;

type Changed = { loaded: number; updated: number; ids: number[]; namespace_ids: number[] };

// As JSON, because this connection reads a bigint as text.
const CHANGED = `SELECT (count(*) - count(kept_id))::float8 AS loaded, count(kept_id)::float8 AS updated,
    coalesce(jsonb_agg(kept_id) FILTER (WHERE kept_id IS NOT NULL), '[]') AS ids,
    coalesce(jsonb_agg(namespace_id) FILTER (WHERE replaced), '[]')
      || coalesce(jsonb_agg(kept_namespace_id) FILTER (WHERE replaced), '[]') AS namespace_ids
  FROM chosen, LATERAL (SELECT namespace_id <> kept_namespace_id OR product <> kept_product AS replaced) AS change`;

/**
 * Loads the purchases of an import that are new or newer than what is known, in one statement under their locks. Those
 * that the portal knew before are told to saas as if they had been recorded one by one; the next sweep finds them.
 */
export async function loadPurchases(connection: pg.Client, id: number): Promise<LoadCounts> {
  await connection.query(WINNERS, [id]);
  await connection.query('ANALYZE winners');
  await lockAllPurchases(connection);
  await lockStagedNamespaces(connection, CONCERNED);
  await connection.query(CHOSEN);
  await connection.query(CONFIRM);
  await connection.query('ANALYZE chosen');
  const { rows } = await connection.query<Changed>(CHANGED);
  const { loaded, updated, ids, namespace_ids: namespaceIds } = rows[0] as Changed;
  await connection.query(LOAD);
  await insertCustomersNamed(connection, 'SELECT customer FROM chosen');
  await connection.query(PROVISION_NEW);
  if (updated > 0) await queuePurchases(connection, ids);
  if (namespaceIds.length > 0) await queueOtherPurchases(connection, namespaceIds, ids);
  return { loaded, updated };
}
