import type { Connection } from '#kit/postgres/pool.ts';

const UPDATED = 1;

/**
 * Keeps the values that a subscription has now, before they change. Copied by the database itself, so that the history
 * holds exactly what stood there. Call it in the transaction that changes them, with the row locked.
 */
export async function insertUpdateHistory(connection: Connection, namespaceId: number): Promise<void> {
  await connection.query(
    `INSERT INTO gitlab_subscription_histories (change_type, created_at, gitlab_subscription_id,
       gitlab_subscription_created_at, gitlab_subscription_updated_at, namespace_id, start_date, end_date, trial,
       trial_starts_on, trial_ends_on, trial_extension_type, hosted_plan_id, hosted_plan_name_uid, seats,
       max_seats_used, seats_in_use, auto_renew, contract_overages_allowed)
     SELECT $2, clock_timestamp(), id, created_at, updated_at, namespace_id, start_date, end_date, trial,
       trial_starts_on, trial_ends_on, trial_extension_type, hosted_plan_id, hosted_plan_name_uid, seats,
       max_seats_used, seats_in_use, auto_renew, contract_overages_allowed
     FROM gitlab_subscriptions WHERE namespace_id = $1`,
    [namespaceId, UPDATED],
  );
}
