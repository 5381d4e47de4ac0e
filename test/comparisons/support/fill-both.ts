import type { Pool } from '#kit/postgres/pool.ts';

const FREE = 'ultimate_with_gitlab_duo_enterprise';

/**
 * Namespaces in both databases, as they come to be in years: what one side knows the other mostly knows as well, and some
 * of it not. The same seed makes the same ones.
 */
export async function fillBoth(saas: Pool, portal: Pool, namespaces: number, seed: number): Promise<void> {
  // A number below 100 for each namespace and topic.
  const dice = (topic: number) => `((hashint8extended(n::bigint, ${seed} + ${topic}) & 1048575) % 100)`;
  const all = `generate_series(1, ${namespaces}) AS n`;
  await saas.query(`INSERT INTO namespaces (id, name, path, type, organization_id)
    SELECT n, 'Group ' || n, 'group-' || n, 'Group', 1 FROM ${all}`);
  await saas.query(`INSERT INTO plans (created_at, updated_at, name, title)
    SELECT now(), now(), one, one FROM unnest(ARRAY['default', 'free', 'premium', 'ultimate']) AS one ON CONFLICT DO NOTHING`);
  await saas.query(`INSERT INTO gitlab_subscriptions (created_at, updated_at, namespace_id, hosted_plan_id)
    SELECT now(), now(), n, plans.id FROM ${all} JOIN plans ON plans.name =
      CASE WHEN ${dice(1)} < 40 THEN 'free' WHEN ${dice(1)} < 50 THEN 'default' WHEN ${dice(1)} < 70 THEN 'premium'
        WHEN ${dice(1)} < 75 THEN 'ultimate' END`);
  await saas.query(`INSERT INTO gitlab_subscription_histories (namespace_id, hosted_plan_id, change_type, gitlab_subscription_id, created_at)
    SELECT n, plans.id, 1, 1, now() - interval '60 days' FROM ${all} JOIN plans ON plans.name = 'free' WHERE ${dice(2)} < 40`);
  await saas.query(`INSERT INTO subscription_add_ons (created_at, updated_at, name, description)
    VALUES (now(), now(), 1, 'duo pro'), (now(), now(), 3, 'duo enterprise') ON CONFLICT DO NOTHING`);
  const addOn = (name: number, trial: boolean, from: number, to: number, which: string) =>
    saas.query(`INSERT INTO subscription_add_on_purchases (created_at, updated_at, subscription_add_on_id, namespace_id,
        quantity, started_at, expires_on, purchase_xid, trial, organization_id)
      SELECT now(), now(), id, n, 1, current_date + ${from}, current_date + ${to}, 'xid', ${trial}, 1
      FROM ${all} JOIN subscription_add_ons ON name = ${name} WHERE ${which}`);
  const bought = (product: string, trial: boolean, from: number, to: number, which: string) =>
    portal.query(`INSERT INTO purchases (external_id, namespace_id, product, trial, starts_on, ends_on, quantity, source_updated_at)
      SELECT '${product}-${trial}-${from}-' || n, n, '${product}', ${trial}, current_date + ${from}, current_date + ${to}, 1, now()
      FROM ${all} WHERE ${which}`);
  await portal.query(`INSERT INTO namespaces (id) SELECT n FROM ${all} WHERE ${dice(9)} < 50 ON CONFLICT DO NOTHING`);
  // Both sides know of these, one in ten of the active ones excepted.
  await addOn(3, false, -400, -100, `${dice(3)} < 6`);
  await bought('duo_enterprise', false, -400, -100, `${dice(3)} < 6`);
  await addOn(3, false, -30, 300, `${dice(3)} BETWEEN 6 AND 9`);
  await bought('duo_enterprise', false, -30, 300, `${dice(3)} BETWEEN 6 AND 9 AND ${dice(8)} >= 10`);
  await addOn(1, true, -10, 20, `${dice(4)} < 4`);
  await bought('duo_pro', true, -10, 20, `${dice(4)} < 4 AND ${dice(8)} >= 10`);
  await addOn(1, false, -10, 300, `${dice(4)} BETWEEN 4 AND 10`);
  await bought('duo_pro', false, -10, 300, `${dice(4)} BETWEEN 4 AND 10`);
  await addOn(1, true, -90, -60, `${dice(4)} BETWEEN 11 AND 14`);
  // And these the portal alone.
  await bought('ultimate', false, -10, 300, `${dice(5)} < 2`);
  await bought('duo_enterprise', false, -5, 300, `${dice(5)} BETWEEN 2 AND 3`);
  await bought('duo_pro', true, -5, 25, `${dice(5)} BETWEEN 4 AND 5`);
  const trials = (from: number, to: number, which: string) =>
    portal.query(`INSERT INTO trials (namespace_id, trial_type, starts_on, ends_on, started_at, origin)
      SELECT n, '${FREE}', current_date + ${from}, current_date + ${to}, now() + interval '${from} days', 'import'
      FROM ${all} WHERE ${which}`);
  await trials(-200, -170, `${dice(6)} < 12`);
  await trials(-5, 25, `${dice(6)} BETWEEN 12 AND 13`);
  await portal.query(
    `INSERT INTO namespace_blocks (namespace_id, reason) SELECT n, 'abuse' FROM ${all} WHERE ${dice(7)} < 1`,
  );
}
