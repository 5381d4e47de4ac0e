import type { Connection, Queryable } from '#kit/postgres/pool.ts';
import type { Subscription, SubscriptionValues, TrialExtensionType } from './subscription.ts';

type SubscriptionRow = {
  id: number;
  namespace_id: number;
  start_date: string | null;
  end_date: string | null;
  seats: number | null;
  max_seats_used: number | null;
  max_seats_used_changed_at: Date | null;
  seats_in_use: number;
  seats_owed: number;
  auto_renew: boolean | null;
  trial: boolean | null;
  trial_starts_on: string | null;
  trial_ends_on: string | null;
  trial_extension_type: TrialExtensionType | null;
  plan_id: number | null;
  plan_name: string | null;
  plan_title: string | null;
  plan_name_uid: number | null;
};

/** The namespace's subscription with its plan, if it has one. */
export async function findSubscription(database: Queryable, namespaceId: number): Promise<Subscription | undefined> {
  const { rows } = await database.query<SubscriptionRow>(
    `SELECT s.id, s.namespace_id, s.start_date, s.end_date, s.seats, s.max_seats_used, s.max_seats_used_changed_at,
       s.seats_in_use, s.seats_owed, s.auto_renew, s.trial, s.trial_starts_on, s.trial_ends_on, s.trial_extension_type,
       p.id AS plan_id, p.name AS plan_name, p.title AS plan_title, p.plan_name_uid
     FROM gitlab_subscriptions s LEFT JOIN plans p ON p.id = s.hosted_plan_id
     WHERE s.namespace_id = $1`,
    [namespaceId],
  );
  return rows[0] && subscriptionFromRow(rows[0]);
}

/** The namespace's subscription. @throws {Error} when there is none. */
export async function getSubscription(database: Queryable, namespaceId: number): Promise<Subscription> {
  const subscription = await findSubscription(database, namespaceId);
  if (subscription === undefined) throw new Error(`Namespace ${namespaceId} has no subscription.`);
  return subscription;
}

/**
 * The same, locked until the transaction ends. The row is locked in a statement of its own, because a locking read that
 * had to wait returns the new row joined with the plan of the old one.
 */
export async function findSubscriptionForUpdate(
  connection: Connection,
  namespaceId: number,
): Promise<Subscription | undefined> {
  const lock = 'SELECT 1 FROM gitlab_subscriptions WHERE namespace_id = $1 FOR UPDATE';
  const { rowCount } = await connection.query(lock, [namespaceId]);
  // One that was created between the two statements would be read, but not locked.
  if (rowCount === 0) return undefined;
  return findSubscription(connection, namespaceId);
}

/** @returns false when the namespace has a subscription already, whoever wrote it first. */
export async function insertSubscription(
  database: Queryable,
  namespaceId: number,
  values: SubscriptionValues,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `INSERT INTO gitlab_subscriptions (created_at, updated_at, namespace_id, start_date, end_date, seats,
       max_seats_used, auto_renew, trial, trial_starts_on, trial_ends_on, trial_extension_type, hosted_plan_id,
       hosted_plan_name_uid)
     VALUES (clock_timestamp(), clock_timestamp(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (namespace_id) DO NOTHING`,
    [namespaceId, ...columnsOf(values)],
  );
  return rowCount === 1;
}

/** Writes all values of a subscription; also its time, even where nothing differs, as GitLab does. */
export async function updateSubscription(
  connection: Connection,
  namespaceId: number,
  values: SubscriptionValues,
): Promise<void> {
  await connection.query(
    `UPDATE gitlab_subscriptions SET updated_at = clock_timestamp(), start_date = $2, end_date = $3, seats = $4,
       max_seats_used_changed_at =
         CASE WHEN max_seats_used IS DISTINCT FROM $5 THEN clock_timestamp() ELSE max_seats_used_changed_at END,
       max_seats_used = $5, auto_renew = $6, trial = $7, trial_starts_on = $8, trial_ends_on = $9,
       trial_extension_type = $10, hosted_plan_id = $11, hosted_plan_name_uid = $12
     WHERE namespace_id = $1`,
    [namespaceId, ...columnsOf(values)],
  );
}

function columnsOf(values: SubscriptionValues): (string | number | boolean | null)[] {
  return [
    values.startDate,
    values.endDate,
    values.seats,
    values.maxSeatsUsed,
    values.autoRenew,
    values.trial,
    values.trialStartsOn,
    values.trialEndsOn,
    values.trialExtensionType,
    values.plan?.id ?? null,
    values.plan?.nameUid ?? null,
  ];
}

function subscriptionFromRow(row: SubscriptionRow): Subscription {
  const { plan_id: id, plan_name: code } = row;
  return {
    id: row.id,
    namespaceId: row.namespace_id,
    plan: id === null || code === null ? null : { id, code, name: row.plan_title ?? code, nameUid: row.plan_name_uid },
    startDate: row.start_date,
    endDate: row.end_date,
    seats: row.seats,
    maxSeatsUsed: row.max_seats_used,
    maxSeatsUsedChangedAt: row.max_seats_used_changed_at,
    seatsInUse: row.seats_in_use,
    seatsOwed: row.seats_owed,
    autoRenew: row.auto_renew,
    trial: row.trial,
    trialStartsOn: row.trial_starts_on,
    trialEndsOn: row.trial_ends_on,
    trialExtensionType: row.trial_extension_type,
  };
}
