import type { Queryable } from '#kit/postgres/pool.ts';

export type StaffSignIn = { readonly staffId: number; readonly passwordHash: string; readonly isDisabled: boolean };

/** Whoever has that address, with what their password is compared with; an empty hash where they have none. */
export async function findSignIn(database: Queryable, email: string): Promise<StaffSignIn | undefined> {
  const { rows } = await database.query<{ id: number; password_hash: string | null; is_disabled: boolean }>(
    `SELECT staff.id, password_hash, disabled_at IS NOT NULL AS is_disabled
     FROM staff LEFT JOIN staff_passwords ON staff_id = staff.id WHERE lower(email) = lower($1)`,
    [email],
  );
  const row = rows[0];
  return row && { staffId: row.id, passwordHash: row.password_hash ?? '', isDisabled: row.is_disabled };
}

export async function findPasswordHash(database: Queryable, staffId: number): Promise<string | undefined> {
  const { rows } = await database.query<{ password_hash: string }>(
    'SELECT password_hash FROM staff_passwords WHERE staff_id = $1',
    [staffId],
  );
  return rows[0]?.password_hash;
}

export async function upsertPassword(database: Queryable, staffId: number, passwordHash: string): Promise<void> {
  await database.query(
    `INSERT INTO staff_passwords (staff_id, password_hash) VALUES ($1, $2)
     ON CONFLICT (staff_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = clock_timestamp()`,
    [staffId, passwordHash],
  );
}
