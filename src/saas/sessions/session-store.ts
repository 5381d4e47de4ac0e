import type { Queryable } from '#kit/postgres/pool.ts';
import { hashSecret, newSecret } from '#kit/sessions/secret.ts';
import type { Floor } from '#sdk/index.ts';
import type { Session } from './session.ts';

const DAYS = 14;
const OWN_CHANGES_MS = 60_000;

type OwnChanges = Record<string, { epoch: number; version: number; until: number }>;
type SessionRow = { id: number; user_id: number; csrf_token: string; own_changes: OwnChanges };

/** @returns the session and its token, which only the cookie holds. */
export async function insertSession(database: Queryable, userId: number): Promise<{ session: Session; token: string }> {
  const token = newSecret();
  const { rows } = await database.query<SessionRow>(
    `INSERT INTO user_sessions (user_id, token_hash, csrf_token, expires_at)
     VALUES ($1, $2, $3, clock_timestamp() + make_interval(days => $4))
     RETURNING id, user_id, csrf_token, own_changes`,
    [userId, hashSecret(token), newSecret(24), DAYS],
  );
  return { session: toSession(rows[0] as SessionRow), token };
}

/** Whoever holds this token, as long as the session runs and the person may sign in. */
export async function findSession(database: Queryable, token: string): Promise<Session | undefined> {
  const { rows } = await database.query<SessionRow>({
    name: 'find_session',
    text: `SELECT s.id, s.user_id, s.csrf_token, s.own_changes FROM user_sessions s JOIN users u ON u.id = s.user_id
      WHERE s.token_hash = $1 AND s.expires_at > clock_timestamp() AND u.state = 'active'`,
    values: [hashSecret(token)],
  });
  return rows[0] && toSession(rows[0]);
}

export async function deleteSession(database: Queryable, id: number): Promise<void> {
  await database.query('DELETE FROM user_sessions WHERE id = $1', [id]);
}

export async function deleteExpiredSessions(database: Queryable): Promise<void> {
  await database.query('DELETE FROM user_sessions WHERE expires_at < clock_timestamp()');
}

/** Remembers for 60 s what a person changed, in all of their sessions: they may have two windows. */
export async function rememberOwnChange(
  database: Queryable,
  userId: number,
  namespaceId: number,
  { epoch, version }: Floor,
): Promise<void> {
  await database.query(
    `UPDATE user_sessions SET own_changes = (
       SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(own_changes)
       WHERE (value->>'until')::float8 > extract(epoch FROM clock_timestamp()) * 1000
     ) || jsonb_build_object($2::text, jsonb_build_object('epoch', $3::bigint, 'version', $4::bigint,
       'until', floor(extract(epoch FROM clock_timestamp()) * 1000) + ${OWN_CHANGES_MS}))
     WHERE user_id = $1`,
    [userId, String(namespaceId), epoch, version],
  );
}

function toSession(row: SessionRow): Session {
  const now = Date.now();
  const own = Object.entries(row.own_changes).filter(([, { until }]) => until > now);
  return {
    id: row.id,
    userId: row.user_id,
    csrfToken: row.csrf_token,
    ownChanges: new Map(own.map(([id, { epoch, version }]) => [Number(id), { epoch, version }])),
  };
}
