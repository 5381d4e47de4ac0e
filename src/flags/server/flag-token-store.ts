import { hash, randomBytes } from 'node:crypto';
import type { Queryable } from '#kit/postgres/pool.ts';

/** A token of an environment as it may be shown: never its secret. */
export type FlagToken = {
  readonly id: number;
  readonly environment: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
};

/** What a secret is compared with. */
export type FlagTokenHash = { readonly id: number; readonly environment: string; readonly hash: Buffer };

type TokenRow = { id: number; environment: string; name: string; created_at: Date; revoked_at: Date | null };

function toToken({ created_at: createdAt, revoked_at: revokedAt, ...row }: TokenRow): FlagToken {
  return { ...row, createdAt, revokedAt };
}

const COLUMNS = 'id, environment, name, created_at, revoked_at';

/** They are random, so a slow hash would protect nothing. */
export function hashFlagToken(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

/** @returns the token and its secret, which is told this once and never again. */
export async function insertFlagToken(
  database: Queryable,
  { environment, name }: { readonly environment: string; readonly name: string },
): Promise<{ token: FlagToken; secret: string }> {
  const secret = `tgf_${randomBytes(24).toString('base64url')}`;
  const { rows } = await database.query<TokenRow>(
    `INSERT INTO flag_tokens (environment, name, token_hash) VALUES ($1, $2, $3) RETURNING ${COLUMNS}`,
    [environment, name, hashFlagToken(secret)],
  );
  return { token: toToken(rows[0] as TokenRow), secret };
}

/** Every token there has been, newest first. */
export async function listFlagTokens(database: Queryable): Promise<FlagToken[]> {
  const { rows } = await database.query<TokenRow>(`SELECT ${COLUMNS} FROM flag_tokens ORDER BY id DESC`);
  return rows.map(toToken);
}

/** @returns undefined when there is no such token. */
export async function revokeFlagToken(database: Queryable, id: number): Promise<FlagToken | undefined> {
  const { rows } = await database.query<TokenRow>(
    `UPDATE flag_tokens SET revoked_at = coalesce(revoked_at, clock_timestamp()) WHERE id = $1 RETURNING ${COLUMNS}`,
    [id],
  );
  return rows[0] && toToken(rows[0]);
}

/** What opens something now. */
export async function listFlagTokenHashes(database: Queryable): Promise<FlagTokenHash[]> {
  const { rows } = await database.query<{ id: number; environment: string; token_hash: Buffer }>(
    'SELECT id, environment, token_hash FROM flag_tokens WHERE revoked_at IS NULL',
  );
  return rows.map(({ id, environment, token_hash: tokenHash }) => ({ id, environment, hash: tokenHash }));
}
