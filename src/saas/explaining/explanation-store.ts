import type { Queryable } from '#kit/postgres/pool.ts';

export type NamespaceFacts = {
  readonly name: string;
  readonly path: string;
  readonly isGroup: boolean;
  readonly isTopLevel: boolean;
  readonly plan: string | null;
  readonly trialEndsOn: string | null;
};

type FactsRow = {
  name: string;
  path: string;
  type: string;
  parent_id: number | null;
  plan: string | null;
  trial_ends_on: string | null;
};

export async function findFacts(database: Queryable, namespaceId: number): Promise<NamespaceFacts | undefined> {
  const { rows } = await database.query<FactsRow>(
    `SELECT n.name, n.path, n.type, n.parent_id, p.name AS plan, s.trial_ends_on FROM namespaces n
     LEFT JOIN gitlab_subscriptions s ON s.namespace_id = n.id LEFT JOIN plans p ON p.id = s.hosted_plan_id
     WHERE n.id = $1`,
    [namespaceId],
  );
  const row = rows[0];
  return (
    row && {
      name: row.name,
      path: row.path,
      isGroup: row.type === 'Group',
      isTopLevel: row.parent_id === null,
      plan: row.plan,
      trialEndsOn: row.trial_ends_on,
    }
  );
}

export type ListedApplication = {
  readonly id: number;
  readonly user_id: number;
  readonly state: string;
  readonly trial_type: string | null;
  readonly sentence: string | null;
  readonly created_at: Date;
};

/** The last applications for a namespace, newest first. */
export async function listApplications(database: Queryable, namespaceId: number): Promise<ListedApplication[]> {
  const { rows } = await database.query<ListedApplication>(
    `SELECT id, user_id, state, trial_type, sentence, created_at FROM trial_applications
     WHERE namespace_id = $1 ORDER BY id DESC LIMIT 20`,
    [namespaceId],
  );
  return rows;
}

/** Somebody of the staff has looked at what concerns a person. */
export async function insertAuditEvent(
  database: Queryable,
  staffId: number,
  action: string,
  object: string,
): Promise<void> {
  await database.query('INSERT INTO audit_events (staff_id, action, object) VALUES ($1, $2, $3)', [
    staffId,
    action,
    object,
  ]);
}
