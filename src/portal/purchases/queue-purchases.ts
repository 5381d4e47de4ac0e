import type { Queryable } from '#kit/postgres/pool.ts';

const TODAY = "(clock_timestamp() AT TIME ZONE 'UTC')::date";
const MOVED = 'known.namespace_id <> purchases.namespace_id';
// A message may have landed although nobody could confirm it.
const TOLD = "(landed = 'started' OR (landed = 'nothing' AND attempts > 0))";

/**
 * Has saas told of purchases that are new or have changed: at once, or on the day on which they begin.
 *
 * What runs is sent afresh, since any of its fields may have changed. What is over stays `started` where saas may know of
 * it, because only that makes provisioning end it there; `attempts` remembers it across several changes. A purchase that
 * has moved leaves its row with the namespace that it lay in, where it is over, and is new to the other one.
 */
export async function queuePurchases(connection: Queryable, ids: readonly number[]): Promise<void> {
  await connection.query(
    `UPDATE provisionings AS known SET state = 'retrying', last_error = NULL, revision = revision + 1,
       landed = CASE WHEN NOT ${MOVED} AND starts_on <= ${TODAY} AND (ends_on IS NULL OR ends_on > ${TODAY}) THEN 'nothing'
         WHEN ${TOLD} THEN 'started' ELSE landed END,
       attempts = CASE WHEN landed = 'nothing' THEN attempts ELSE greatest(attempts, 1) END,
       due_on = CASE WHEN ${MOVED} OR ${TOLD} THEN ${TODAY} ELSE greatest(starts_on, ${TODAY}) END,
       updated_at = clock_timestamp()
     FROM purchases WHERE purchases.id = purchase_id AND purchase_id = ANY ($1::bigint[])`,
    [ids],
  );
  await connection.query(
    `INSERT INTO provisionings (namespace_id, purchase_id, due_on)
     SELECT namespace_id, id, greatest(starts_on, ${TODAY}) FROM purchases WHERE id = ANY ($1::bigint[])
     ON CONFLICT (purchase_id, namespace_id) DO NOTHING`,
    [ids],
  );
}

/**
 * Has the other running subscriptions of namespaces sent again, for one that they were covered by may be gone: it has
 * moved away or has become another product.
 */
export async function queueOtherPurchases(
  connection: Queryable,
  namespaceIds: readonly number[],
  except: readonly number[],
): Promise<void> {
  await connection.query(
    `UPDATE provisionings SET state = 'retrying', landed = 'nothing', revision = revision + 1, attempts = greatest(attempts, 1),
       due_on = ${TODAY}, updated_at = clock_timestamp()
     FROM purchases WHERE purchases.id = purchase_id AND purchases.namespace_id = ANY ($1::bigint[])
       AND provisionings.namespace_id = purchases.namespace_id AND purchase_id <> ALL ($2::bigint[]) AND product IN ('premium', 'ultimate') AND landed = 'started'
       AND starts_on <= ${TODAY} AND (ends_on IS NULL OR ends_on > ${TODAY})`,
    [namespaceIds, except],
  );
}
