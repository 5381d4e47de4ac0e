import type { Role } from '#domain/people/roles.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import type { Staff } from './staff.ts';

type StaffRow = { id: number; email: string; name: string; role: Role; created_at: Date; disabled_at: Date | null };

function toStaff(row: StaffRow): Staff {
  const { created_at: createdAt, disabled_at: disabledAt, ...rest } = row;
  return { ...rest, createdAt, disabledAt };
}

export async function listStaff(database: Queryable): Promise<Staff[]> {
  const { rows } = await database.query<StaffRow>('SELECT * FROM staff ORDER BY id');
  return rows.map(toStaff);
}

export async function findStaff(database: Queryable, id: number): Promise<Staff | undefined> {
  const { rows } = await database.query<StaffRow>('SELECT * FROM staff WHERE id = $1', [id]);
  return rows[0] && toStaff(rows[0]);
}

/** @throws {Error} when there is nobody of that id. */
export async function getStaff(database: Queryable, id: number): Promise<Staff> {
  const staff = await findStaff(database, id);
  if (!staff) throw new Error(`Staff ${id} is gone.`);
  return staff;
}

export async function findStaffByEmail(database: Queryable, email: string): Promise<Staff | undefined> {
  const { rows } = await database.query<StaffRow>('SELECT * FROM staff WHERE lower(email) = lower($1)', [email]);
  return rows[0] && toStaff(rows[0]);
}

/** @returns undefined when somebody already has that address. */
export async function insertStaff(
  database: Queryable,
  person: { readonly email: string; readonly name: string; readonly role: Role },
): Promise<Staff | undefined> {
  const { rows } = await database.query<StaffRow>(
    'INSERT INTO staff (email, name, role) VALUES ($1, $2, $3) ON CONFLICT (lower(email)) DO NOTHING RETURNING *',
    [person.email, person.name, person.role],
  );
  return rows[0] && toStaff(rows[0]);
}

/** Changes a person's role, or closes or reopens their access. */
export async function updateStaff(
  database: Queryable,
  id: number,
  change: { readonly role: Role; readonly disabled: boolean },
): Promise<Staff | undefined> {
  const { rows } = await database.query<StaffRow>(
    `UPDATE staff SET role = $2, disabled_at = CASE WHEN $3 THEN coalesce(disabled_at, clock_timestamp()) END
     WHERE id = $1 RETURNING *`,
    [id, change.role, change.disabled],
  );
  return rows[0] && toStaff(rows[0]);
}

export async function countAdmins(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ admins: number }>(
    "SELECT count(*) AS admins FROM staff WHERE role = 'admin' AND disabled_at IS NULL",
  );
  return rows[0]?.admins ?? 0;
}
