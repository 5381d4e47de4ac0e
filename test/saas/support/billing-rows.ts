import type { Pool } from '#kit/postgres/pool.ts';

/** The plan of that name; made if it is not there. */
async function planId(pool: Pool, name: string): Promise<number> {
  await pool.query(
    'INSERT INTO plans (created_at, updated_at, name, title) VALUES (now(), now(), $1, $1) ON CONFLICT (name) DO NOTHING',
    [name],
  );
  const { rows } = await pool.query<{ id: number }>('SELECT id FROM plans WHERE name = $1', [name]);
  return rows[0]?.id ?? 0;
}

export async function insertSubscription(pool: Pool, namespaceId: number, plan: string): Promise<void> {
  await pool.query(
    `INSERT INTO gitlab_subscriptions (created_at, updated_at, namespace_id, hosted_plan_id, start_date)
     VALUES (now(), now(), $1, $2, current_date)`,
    [namespaceId, await planId(pool, plan)],
  );
}

/** A row of what a subscription was before it was changed then. `changeType` 1: updated, 2: deleted. */
export async function insertHistory(pool: Pool, namespaceId: number, plan: string, at: string, changeType = 1) {
  await pool.query(
    `INSERT INTO gitlab_subscription_histories (namespace_id, hosted_plan_id, change_type, gitlab_subscription_id, created_at)
     VALUES ($1, $2, $3, 1, $4)`,
    [namespaceId, await planId(pool, plan), changeType, at],
  );
}

const ADD_ONS = { code_suggestions: 1, duo_enterprise: 3 };

export async function insertAddOnPurchase(
  pool: Pool,
  namespaceId: number,
  addOn: keyof typeof ADD_ONS,
  { expiresOn = '2027-01-01', startedAt, trial = false }: { expiresOn?: string; startedAt?: string; trial?: boolean },
): Promise<void> {
  await pool.query(
    `INSERT INTO subscription_add_ons (created_at, updated_at, name, description) VALUES (now(), now(), $1, $2)
     ON CONFLICT (name) DO NOTHING`,
    [ADD_ONS[addOn], addOn],
  );
  await pool.query(
    `INSERT INTO subscription_add_on_purchases (created_at, updated_at, subscription_add_on_id, namespace_id, quantity,
       expires_on, purchase_xid, trial, started_at, organization_id)
     SELECT now(), now(), id, $2, 1, $3, 'xid', $4, $5, 1 FROM subscription_add_ons WHERE name = $1`,
    [ADD_ONS[addOn], namespaceId, expiresOn, trial, startedAt],
  );
}
