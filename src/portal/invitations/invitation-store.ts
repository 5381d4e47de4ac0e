import type { Role } from '#domain/people/roles.ts';
import type { Connection, Queryable } from '#kit/postgres/pool.ts';
import { hashSecret, newSecret } from '#kit/sessions/secret.ts';
import type { Invitation } from './invitation.ts';

const DAYS = 3;

type InvitationRow = { id: number; email: string; name: string; role: Role; created_at: Date; expires_at: Date };

function toInvitation(row: InvitationRow): Invitation {
  const { created_at: createdAt, expires_at: expiresAt, ...rest } = row;
  return { ...rest, createdAt, expiresAt };
}

const COLUMNS = 'id, email, name, role, created_at, expires_at';
const OPEN = 'used_at IS NULL AND revoked_at IS NULL AND expires_at > clock_timestamp()';

export type NewInvitation = {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly invitedBy: number;
};

/** Takes the place of an open one for the same address. @returns the secret of its link, told this once. */
export async function insertInvitation(
  connection: Connection,
  { email, name, role, invitedBy }: NewInvitation,
): Promise<{ invitation: Invitation; secret: string }> {
  await connection.query(
    `UPDATE staff_invitations SET revoked_at = clock_timestamp() WHERE lower(email) = lower($1) AND ${OPEN}`,
    [email],
  );
  const secret = newSecret();
  const { rows } = await connection.query<InvitationRow>(
    `INSERT INTO staff_invitations (email, name, role, token_hash, invited_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(days => $6)) RETURNING ${COLUMNS}`,
    [email, name, role, hashSecret(secret), invitedBy, DAYS],
  );
  return { invitation: toInvitation(rows[0] as InvitationRow), secret };
}

/** Those that can still be used, newest first. */
export async function listOpenInvitations(database: Queryable): Promise<Invitation[]> {
  const { rows } = await database.query<InvitationRow>(
    `SELECT ${COLUMNS} FROM staff_invitations WHERE ${OPEN} ORDER BY id DESC`,
  );
  return rows.map(toInvitation);
}

export async function findOpenInvitation(database: Queryable, secret: string): Promise<Invitation | undefined> {
  const { rows } = await database.query<InvitationRow>(
    `SELECT ${COLUMNS} FROM staff_invitations WHERE token_hash = $1 AND ${OPEN}`,
    [hashSecret(secret)],
  );
  return rows[0] && toInvitation(rows[0]);
}

/** Uses it up. @returns undefined where somebody was quicker, or it was revoked or too old. */
export async function updateInvitationUsed(connection: Connection, secret: string): Promise<Invitation | undefined> {
  const { rows } = await connection.query<InvitationRow>(
    `UPDATE staff_invitations SET used_at = clock_timestamp() WHERE token_hash = $1 AND ${OPEN} RETURNING ${COLUMNS}`,
    [hashSecret(secret)],
  );
  return rows[0] && toInvitation(rows[0]);
}

/** @returns undefined where there is none of that id that can still be used. */
export async function updateInvitationRevoked(connection: Connection, id: number): Promise<Invitation | undefined> {
  const { rows } = await connection.query<InvitationRow>(
    `UPDATE staff_invitations SET revoked_at = clock_timestamp() WHERE id = $1 AND ${OPEN} RETURNING ${COLUMNS}`,
    [id],
  );
  return rows[0] && toInvitation(rows[0]);
}
