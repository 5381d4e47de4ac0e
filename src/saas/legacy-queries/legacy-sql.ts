/**
 * The old database rules, as GitLab had them before the portal was asked (`gitlab-facts.md` §3.4), with their quirks. They
 * read GitLab's own tables alone. Parameters: $1 what is asked for, $2 today as a UTC day.
 */

/** By user: groups that the person owns directly, at the top, with no plan or one that a trial can follow. */
const OWNED = `
  SELECT n.id, n.name, p.name AS plan
  FROM namespaces n
  LEFT JOIN gitlab_subscriptions s ON s.namespace_id = n.id
  LEFT JOIN plans p ON p.id = s.hosted_plan_id
  WHERE n.type = 'Group' AND n.parent_id IS NULL AND (p.name IS NULL OR p.name IN ('default', 'free', 'premium'))
    AND n.id IN (
      SELECT m.source_id FROM members m
      WHERE m.user_id = $1 AND m.access_level = 50 AND m.type = 'GroupMember' AND m.source_type = 'Namespace'
        AND m.requested_at IS NULL AND m.invite_token IS NULL AND m.state = 0
    )`;

/** By namespace: whatever is given, of any plan and at any height; who calls it looks at the plan. */
const GIVEN = `
  SELECT n.id, n.name, p.name AS plan
  FROM namespaces n
  LEFT JOIN gitlab_subscriptions s ON s.namespace_id = n.id
  LEFT JOIN plans p ON p.id = s.hosted_plan_id
  WHERE n.id = ANY($1::bigint[])`;

// Paid Duo Pro, one that has ended and one that has not begun are no reason.
const NO_ACTIVE_DUO_PRO_TRIAL = `NOT EXISTS (
    SELECT FROM subscription_add_on_purchases pro JOIN subscription_add_ons a ON a.id = pro.subscription_add_on_id
    WHERE pro.namespace_id = c.id AND a.name = 1 AND pro.trial
      AND (pro.started_at IS NULL OR pro.started_at <= $2::date) AND pro.expires_on > $2::date
  )`;

/**
 * Row by row of the purchases: any Duo Enterprise, also one that has ended, is a reason; but a namespace that has another
 * add-on as well passes through that row.
 */
const NOT_DUO_ENTERPRISE_OR_NO_ADD_ON = `EXISTS (
    SELECT FROM (SELECT) AS one LEFT JOIN (
      subscription_add_on_purchases other JOIN subscription_add_ons a ON a.id = other.subscription_add_on_id
    ) ON other.namespace_id = c.id
    WHERE a.name IS NULL OR a.name <> 3
  )`;

/** The newest change of the subscription left the free plan, and Duo Enterprise had ended before it. */
const PREMIUM_CAN_TRIAL_AGAIN = `c.plan = 'premium' AND EXISTS (
    SELECT FROM (
      SELECT h.hosted_plan_id, h.created_at FROM gitlab_subscription_histories h
      WHERE h.namespace_id = c.id AND h.change_type = 1
      ORDER BY h.created_at DESC NULLS LAST, h.id DESC LIMIT 1
    ) AS newest
    JOIN plans free ON free.id = newest.hosted_plan_id AND free.name = 'free'
    JOIN subscription_add_on_purchases ent ON ent.namespace_id = c.id
    JOIN subscription_add_ons a ON a.id = ent.subscription_add_on_id AND a.name = 3
    WHERE ent.expires_on::timestamp < newest.created_at AT TIME ZONE 'UTC'
  )`;

const among = (candidates: string) => `
WITH c AS (${candidates})
SELECT c.id, c.name, c.plan FROM c WHERE ${NO_ACTIVE_DUO_PRO_TRIAL} AND ${NOT_DUO_ENTERPRISE_OR_NO_ADD_ON}
UNION
SELECT c.id, c.name, c.plan FROM c WHERE ${NO_ACTIVE_DUO_PRO_TRIAL} AND ${PREMIUM_CAN_TRIAL_AGAIN}
ORDER BY name, id`;

/** $1: a user's id. Rows `{ id, name, plan }` by name. */
export const ELIGIBLE_OF_USER = among(OWNED);

/** $1: ids of namespaces. */
export const ELIGIBLE_AMONG = among(GIVEN);

/** $1: ids of namespaces. Rows `{ id, plan, no_active_duo_pro_trial, not_duo_enterprise, premium_can_trial_again }`: what
 * each of the queries says, for the explanation. */
export const EXPLAINED_AMONG = `
WITH c AS (${GIVEN})
SELECT c.id, c.plan, ${NO_ACTIVE_DUO_PRO_TRIAL} AS no_active_duo_pro_trial,
  ${NOT_DUO_ENTERPRISE_OR_NO_ADD_ON} AS not_duo_enterprise,
  -- Neither true nor false for a group without a plan; a WHERE passes over both alike.
  (${PREMIUM_CAN_TRIAL_AGAIN}) IS TRUE AS premium_can_trial_again
FROM c ORDER BY c.id`;
