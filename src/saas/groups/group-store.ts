import type { Queryable } from '#kit/postgres/pool.ts';
import type { Group, GroupApplication } from './group.ts';

type GroupRow = {
  id: number;
  name: string;
  path: string;
  plan: string | null;
  plan_title: string | null;
  visibility_level: number;
  parent_id: number | null;
  is_owner: boolean;
  trial: boolean | null;
  trial_starts_on: string | null;
  trial_ends_on: string | null;
  application_state: GroupApplication['state'] | null;
  trial_type: string | null;
  starts_on: string | null;
  ends_on: string | null;
  sentence: string | null;
};

// A direct, active member of the group; $1 is the person.
const GROUPS_OF_PERSON = `
  SELECT n.id, n.name, n.path, p.name AS plan, p.title AS plan_title, n.visibility_level, n.parent_id,
    mine.access_level = 50 AS is_owner, s.trial, s.trial_starts_on, s.trial_ends_on,
    a.state AS application_state, a.trial_type, a.starts_on, a.ends_on, a.sentence
  FROM (
    SELECT source_id, max(access_level) AS access_level FROM members
    WHERE user_id = $1 AND type = 'GroupMember' AND source_type = 'Namespace' AND requested_at IS NULL
      AND invite_token IS NULL AND state = 0 AND (expires_at IS NULL OR expires_at > current_date)
    GROUP BY source_id
  ) AS mine
  JOIN namespaces n ON n.id = mine.source_id AND n.type = 'Group'
  LEFT JOIN gitlab_subscriptions s ON s.namespace_id = n.id
  LEFT JOIN plans p ON p.id = s.hosted_plan_id
  LEFT JOIN LATERAL (
    SELECT state, trial_type, starts_on, ends_on, sentence FROM trial_applications
    WHERE namespace_id = n.id ORDER BY id DESC LIMIT 1
  ) AS a ON true`;

/** A group that the person is a member of; undefined also where there is one and they are not. */
export async function findGroup(database: Queryable, id: number, userId: number): Promise<Group | undefined> {
  const { rows } = await database.query<GroupRow>(`${GROUPS_OF_PERSON} WHERE n.id = $2`, [userId, id]);
  return rows[0] && toGroup(rows[0]);
}

/** Every group of a person, by name. */
export async function listGroups(database: Queryable, userId: number): Promise<Group[]> {
  const { rows } = await database.query<GroupRow>(`${GROUPS_OF_PERSON} ORDER BY n.name, n.id`, [userId]);
  return rows.map(toGroup);
}

/** Groups that the person owns directly, at the top, by name: whatever their plan, so that those that cannot are shown too. */
export async function listOwnedGroups(database: Queryable, userId: number): Promise<Group[]> {
  const { rows } = await database.query<GroupRow>({
    name: 'list_owned_groups',
    text: `${GROUPS_OF_PERSON} WHERE n.parent_id IS NULL AND mine.access_level = 50 ORDER BY n.name, n.id`,
    values: [userId],
  });
  return rows.map(toGroup);
}

function toGroup(row: GroupRow): Group {
  return {
    id: row.id,
    name: row.name,
    path: row.path,
    plan: row.plan,
    planTitle: row.plan_title,
    visibilityLevel: row.visibility_level,
    isTopLevel: row.parent_id === null,
    isOwner: row.is_owner,
    isTrial: row.trial === true,
    trialStartsOn: row.trial_starts_on,
    trialEndsOn: row.trial_ends_on,
    application: row.application_state
      ? {
          state: row.application_state,
          trialType: row.trial_type,
          startsOn: row.starts_on,
          endsOn: row.ends_on,
          sentence: row.sentence,
        }
      : undefined,
  };
}
