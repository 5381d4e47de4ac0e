import type { Role } from '#domain/people/roles.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import { hashSecret, newSecret } from '#kit/sessions/secret.ts';
import type { ListedSession, StaffSession } from './staff-session.ts';

export const SESSION_DAYS = 7;
const AGENT_LENGTH = 300;

/** @returns the secret, which only the cookie holds, and the CSRF token that belongs to it. */
export async function insertStaffSession(
  database: Queryable,
  staffId: number,
  userAgent: string,
): Promise<{ id: number; secret: string; csrfToken: string }> {
  const secret = newSecret();
  const csrfToken = newSecret(24);
  const { rows } = await database.query<{ id: number }>(
    `INSERT INTO staff_sessions (staff_id, token_hash, csrf_token, user_agent, expires_at)
     VALUES ($1, $2, $3, $4, clock_timestamp() + make_interval(days => $5)) RETURNING id`,
    [staffId, hashSecret(secret), csrfToken, userAgent.slice(0, AGENT_LENGTH), SESSION_DAYS],
  );
  return { id: rows[0]?.id ?? 0, secret, csrfToken };
}

type SessionRow = {
  id: number;
  staff_id: number;
  email: string;
  name: string;
  role: Role;
  staff_created_at: Date;
  csrf_token: string;
  last_used_at: Date;
};

/** Whoever holds this secret, as long as the session runs and the person is not disabled. */
export async function findStaffSession(database: Queryable, secret: string): Promise<StaffSession | undefined> {
  const { rows } = await database.query<SessionRow>({
    name: 'find_staff_session',
    text: `SELECT s.id, staff_id, email, name, role, staff.created_at AS staff_created_at, csrf_token, last_used_at
      FROM staff_sessions s JOIN staff ON staff.id = staff_id
      WHERE token_hash = $1 AND disabled_at IS NULL AND expires_at > clock_timestamp()`,
    values: [hashSecret(secret)],
  });
  const row = rows[0];
  if (!row) return undefined;
  const { staff_id: id, email, name, role, staff_created_at: createdAt } = row;
  const staff = { id, email, name, role, createdAt, disabledAt: null };
  return { id: row.id, staff, csrfToken: row.csrf_token, lastUsedAt: row.last_used_at };
}

/** Notes that a session is in use; called at most once a minute, because it is for people to look at. */
export async function touchStaffSession(database: Queryable, id: number): Promise<void> {
  await database.query('UPDATE staff_sessions SET last_used_at = clock_timestamp() WHERE id = $1', [id]);
}

type ListedRow = { id: number; user_agent: string; created_at: Date; last_used_at: Date; expires_at: Date };

/** A person's sessions that run, the one that was used last first. */
export async function listStaffSessions(database: Queryable, staffId: number): Promise<ListedSession[]> {
  const { rows } = await database.query<ListedRow>(
    `SELECT id, user_agent, created_at, last_used_at, expires_at FROM staff_sessions
     WHERE staff_id = $1 AND expires_at > clock_timestamp() ORDER BY last_used_at DESC, id DESC`,
    [staffId],
  );
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  }));
}

/** @returns false when the person has no such session. */
export async function deleteStaffSession(database: Queryable, id: number, staffId: number): Promise<boolean> {
  const { rowCount } = await database.query('DELETE FROM staff_sessions WHERE id = $1 AND staff_id = $2', [
    id,
    staffId,
  ]);
  return rowCount === 1;
}

/** Ends every session of a person, but for the one that is kept. @returns how many. */
export async function deleteStaffSessions(database: Queryable, staffId: number, kept?: number): Promise<number> {
  const { rowCount } = await database.query(
    'DELETE FROM staff_sessions WHERE staff_id = $1 AND id IS DISTINCT FROM $2',
    [staffId, kept ?? null],
  );
  return rowCount ?? 0;
}

export async function deleteExpiredStaffSessions(database: Queryable): Promise<void> {
  await database.query('DELETE FROM staff_sessions WHERE expires_at < clock_timestamp()');
}
