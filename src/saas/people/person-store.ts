import type { Connection, Queryable } from '#kit/postgres/pool.ts';
import type { Person } from './person.ts';

type PersonRow = {
  id: number;
  username: string | null;
  name: string | null;
  email: string;
  can_create_group: boolean;
  first_name: string | null;
  last_name: string | null;
};

const COLUMNS = 'u.id, u.username, u.name, u.email, u.can_create_group, o.first_name, o.last_name';
const FROM = 'FROM users u LEFT JOIN user_onboardings o ON o.user_id = u.id';

/** @throws {Error} when there is nobody of that id. */
export async function getPerson(database: Queryable, id: number): Promise<Person> {
  const { rows } = await database.query<PersonRow>(`SELECT ${COLUMNS} ${FROM} WHERE u.id = $1`, [id]);
  if (!rows[0]) throw new Error(`User ${id} is gone.`);
  return toPerson(rows[0]);
}

/** Whoever signs in with that e-mail address or user name, with what their password is compared with. */
export async function findSignIn(
  database: Queryable,
  login: string,
): Promise<{ person: Person; encryptedPassword: string; isActive: boolean } | undefined> {
  const { rows } = await database.query<PersonRow & { encrypted_password: string; state: string | null }>(
    `SELECT ${COLUMNS}, u.encrypted_password, u.state ${FROM}
     WHERE lower(u.email) = lower($1) OR lower(u.username) = lower($1) ORDER BY u.id LIMIT 1`,
    [login],
  );
  const row = rows[0];
  return row && { person: toPerson(row), encryptedPassword: row.encrypted_password, isActive: row.state === 'active' };
}

export type NewPerson = {
  readonly email: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly encryptedPassword: string;
};

/** The fields that somebody else has already. */
export type Taken = readonly ('email' | 'username')[];

/**
 * Makes an account, unless its address or name is taken, whatever the case of its letters.
 * @param connection in a transaction; it waits for others who make an account of the same address or name.
 */
export async function insertPerson(connection: Connection, person: NewPerson): Promise<number | { taken: Taken }> {
  const { email, username, firstName, lastName, encryptedPassword } = person;
  const keys = [`email ${email.toLowerCase()}`, `namespace ${username.toLowerCase()}`].sort();
  for (const key of keys) await connection.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  const { rows } = await connection.query<{ email: boolean; username: boolean }>(
    `SELECT EXISTS (SELECT FROM users WHERE lower(email) = lower($1)) AS email,
       EXISTS (SELECT FROM users WHERE lower(username) = lower($2)) OR EXISTS (
         SELECT FROM namespaces WHERE lower(path) = lower($2) AND parent_id IS NULL AND type <> 'Project'
       ) AS username`,
    [email, username],
  );
  const taken = (['email', 'username'] as const).filter((field) => rows[0]?.[field]);
  if (taken.length > 0) return { taken };
  const made = await connection.query<{ id: number }>(
    `INSERT INTO users (email, username, name, encrypted_password, state, confirmed_at, organization_id, created_at, updated_at)
     VALUES ($1, $2, $3, $4, 'active', now(), 1, now(), now()) RETURNING id`,
    [email, username, `${firstName} ${lastName}`, encryptedPassword],
  );
  return made.rows[0]?.id ?? 0;
}

function toPerson(row: PersonRow): Person {
  const name = row.name ?? '';
  const [first = '', ...rest] = name.split(' ');
  return {
    id: row.id,
    username: row.username ?? '',
    name,
    email: row.email,
    firstName: row.first_name ?? first,
    lastName: row.last_name ?? rest.join(' '),
    mayCreateGroups: row.can_create_group,
  };
}
