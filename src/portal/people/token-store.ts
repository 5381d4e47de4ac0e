import type { Role, TokenScope } from '#domain/people/roles.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import { hashSecret, newSecret } from '#kit/sessions/secret.ts';
import type { Actor, PersonalToken } from './staff.ts';

type TokenRow = {
  id: number;
  staff_id: number;
  name: string;
  scope: TokenScope;
  expires_at: Date;
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
};

function toToken(row: TokenRow): PersonalToken {
  return {
    id: row.id,
    staffId: row.staff_id,
    name: row.name,
    scope: row.scope,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}

const COLUMNS = 'id, staff_id, name, scope, expires_at, created_at, last_used_at, revoked_at';

/** @returns the token and its secret, which is told this once and never again. */
export async function insertToken(
  database: Queryable,
  token: { readonly staffId: number; readonly name: string; readonly scope: TokenScope; readonly expiresAt: Date },
): Promise<{ token: PersonalToken; secret: string }> {
  const secret = `tg_${newSecret(24)}`;
  const { rows } = await database.query<TokenRow>(
    `INSERT INTO personal_tokens (staff_id, name, token_hash, scope, expires_at) VALUES ($1, $2, $3, $4, $5)
     RETURNING ${COLUMNS}`,
    [token.staffId, token.name, hashSecret(secret), token.scope, token.expiresAt],
  );
  return { token: toToken(rows[0] as TokenRow), secret };
}

/** Every token of a person, newest first. */
export async function listTokens(database: Queryable, staffId: number): Promise<PersonalToken[]> {
  const { rows } = await database.query<TokenRow>(
    `SELECT ${COLUMNS} FROM personal_tokens WHERE staff_id = $1 ORDER BY id DESC`,
    [staffId],
  );
  return rows.map(toToken);
}

/** @returns undefined when there is no such token, or it is not this person's. */
export async function revokeToken(
  database: Queryable,
  id: number,
  staffId: number,
): Promise<PersonalToken | undefined> {
  const { rows } = await database.query<TokenRow>(
    `UPDATE personal_tokens SET revoked_at = coalesce(revoked_at, clock_timestamp())
     WHERE id = $1 AND staff_id = $2 RETURNING ${COLUMNS}`,
    [id, staffId],
  );
  return rows[0] && toToken(rows[0]);
}

type ActorRow = TokenRow & { email: string; staff_name: string; role: Role; staff_created_at: Date };

/** Whoever holds this secret, as long as the token is valid and the person is not disabled. */
export async function findActor(database: Queryable, secret: string): Promise<Actor | undefined> {
  const { rows } = await database.query<ActorRow>({
    name: 'find_actor',
    text: `SELECT personal_tokens.*, staff.email, staff.name AS staff_name, staff.role, staff.created_at AS staff_created_at
      FROM personal_tokens JOIN staff ON staff.id = staff_id
      WHERE token_hash = $1 AND revoked_at IS NULL AND disabled_at IS NULL AND expires_at > clock_timestamp()`,
    values: [hashSecret(secret)],
  });
  const row = rows[0];
  if (!row) return undefined;
  const { staff_id: id, email, staff_name: name, role, staff_created_at: createdAt } = row;
  const staff = { id, email, name, role, createdAt, disabledAt: null };
  return { kind: 'person', staff, scope: row.scope, by: { token: row.id }, lastUsedAt: row.last_used_at };
}

/** Notes that a token is in use; called at most once a minute and token, because it is for people to look at. */
export async function touchToken(database: Queryable, id: number): Promise<void> {
  await database.query('UPDATE personal_tokens SET last_used_at = clock_timestamp() WHERE id = $1', [id]);
}
