import type { Connection, Queryable } from '#kit/postgres/pool.ts';
import type { Customer, NewCustomer } from './customer.ts';

type CustomerRow = {
  id: number;
  reference: string | null;
  email: string | null;
  name: string | null;
  zuora_account_id: string | null;
  zuora_account_set_at: Date | null;
  lost_zuora_account_id: string | null;
  merged_into_id: number | null;
  created_at: Date;
  deleted_at: Date | null;
};

function toCustomer(row: CustomerRow): Customer {
  return {
    id: row.id,
    reference: row.reference,
    email: row.email,
    name: row.name,
    zuoraAccountId: row.zuora_account_id,
    zuoraAccountSetAt: row.zuora_account_set_at,
    lostZuoraAccountId: row.lost_zuora_account_id,
    mergedIntoId: row.merged_into_id,
    createdAt: row.created_at,
    deletedAt: row.deleted_at,
  };
}

export async function findCustomer(database: Queryable, id: number): Promise<Customer | undefined> {
  const { rows } = await database.query<CustomerRow>('SELECT * FROM customers WHERE id = $1', [id]);
  return rows[0] && toCustomer(rows[0]);
}

/** @throws {Error} for one that does not exist. */
export async function getCustomer(database: Queryable, id: number): Promise<Customer> {
  const customer = await findCustomer(database, id);
  if (!customer) throw new Error(`no customer ${id}`);
  return customer;
}

export async function findCustomerByReference(database: Queryable, reference: string): Promise<Customer | undefined> {
  const { rows } = await database.query<CustomerRow>('SELECT * FROM customers WHERE reference = $1', [reference]);
  return rows[0] && toCustomer(rows[0]);
}

/** Keeps customers as they are until the transaction ends, ids ascending so that two never wait for each other. */
export async function lockCustomers(connection: Connection, ids: readonly number[]): Promise<Map<number, Customer>> {
  const { rows } = await connection.query<CustomerRow>(
    'SELECT * FROM customers WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, toCustomer(row)]));
}

/** Locks customers with all who were merged into them before, in the same order as everybody else. */
export async function lockWithMerged(connection: Connection, ids: readonly number[]): Promise<void> {
  await connection.query(
    `SELECT FROM customers WHERE id = ANY ($1::bigint[]) OR merged_into_id = ANY ($1::bigint[])
     ORDER BY id FOR NO KEY UPDATE`,
    [ids],
  );
}

/** @returns undefined when the reference or the address is taken. */
export async function insertCustomer(connection: Queryable, customer: NewCustomer): Promise<Customer | undefined> {
  const { rows } = await connection.query<CustomerRow>(
    'INSERT INTO customers (reference, email, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING *',
    [customer.reference, customer.email, customer.name],
  );
  return rows[0] && toCustomer(rows[0]);
}

/** Makes the customers whose references a query names and nobody has yet, in one order so that two never wait for each other. */
export async function insertCustomersNamed(connection: Queryable, references: string): Promise<void> {
  await connection.query(
    `INSERT INTO customers (reference) SELECT DISTINCT reference FROM (${references}) AS named (reference)
     WHERE reference IS NOT NULL AND NOT EXISTS (SELECT FROM customers AS known WHERE known.reference = named.reference)
     ORDER BY reference ON CONFLICT DO NOTHING`,
  );
}

export async function updateCustomerDetails(
  connection: Queryable,
  id: number,
  details: { readonly email?: string | null | undefined; readonly name?: string | null | undefined },
): Promise<void> {
  await connection.query(
    `UPDATE customers SET email = CASE WHEN $2 THEN $3 ELSE email END, name = CASE WHEN $4 THEN $5 ELSE name END
     WHERE id = $1`,
    [id, details.email !== undefined, details.email ?? null, details.name !== undefined, details.name ?? null],
  );
}

export type ZuoraAccountChange = {
  readonly zuoraAccountId: string | null;
  /** The time of what sets it; the database's clock where none is given. */
  readonly setAt?: Date | undefined;
  /** The account that went away in Zuora, if that is why it is cleared. */
  readonly lost?: string | undefined;
};

/** The only statement that sets a customer's Zuora account. @returns false for one that is deleted or does not exist. */
export async function updateZuoraAccount(
  connection: Queryable,
  id: number,
  { zuoraAccountId, setAt, lost }: ZuoraAccountChange,
): Promise<boolean> {
  const { rowCount } = await connection.query(
    `UPDATE customers SET zuora_account_id = $2, zuora_account_set_at = coalesce($3, clock_timestamp()),
       lost_zuora_account_id = $4
     WHERE id = $1 AND (deleted_at IS NULL OR $2::text IS NULL)`,
    [id, zuoraAccountId, setAt ?? null, lost ?? null],
  );
  return rowCount === 1;
}

/** Takes the person's details away; the row stays. The Zuora account must be cleared before. */
export async function updateCustomerDeleted(
  connection: Queryable,
  id: number,
  mergedIntoId: number | null,
): Promise<void> {
  await connection.query(
    `UPDATE customers SET email = NULL, name = NULL, deleted_at = clock_timestamp(), merged_into_id = $2
     WHERE id = $1 AND deleted_at IS NULL`,
    [id, mergedIntoId],
  );
}

/** Whoever was merged into `id` before follows it, so that one step always leads to the one that lives. */
export async function updateMergedInto(connection: Queryable, id: number, intoId: number): Promise<void> {
  await connection.query('UPDATE customers SET merged_into_id = $2 WHERE merged_into_id = $1', [id, intoId]);
}

/** Those who are at a Zuora account, or were when it went away, locked in the order of their ids. */
export async function lockCustomersOf(connection: Connection, zuoraAccountId: string): Promise<Customer[]> {
  const { rows } = await connection.query<CustomerRow>(
    `SELECT * FROM customers WHERE zuora_account_id = $1 OR lost_zuora_account_id = $1
     ORDER BY id FOR NO KEY UPDATE`,
    [zuoraAccountId],
  );
  return rows.map(toCustomer);
}

export type CustomerQuery = { readonly text: string | null; readonly after: number; readonly limit: number };

/** Customers by id; `text` is the beginning of a reference or address, a Zuora account's id, or an id. */
export async function listCustomers(database: Queryable, { text, after, limit }: CustomerQuery): Promise<Customer[]> {
  const { rows } = await database.query<CustomerRow>(
    `SELECT * FROM customers WHERE id > $2 AND ($1::text IS NULL OR starts_with(reference, $1)
       OR starts_with(lower(email), lower($1)) OR zuora_account_id = $1 OR id::text = $1)
     ORDER BY id LIMIT $3`,
    [text, after, limit],
  );
  return rows.map(toCustomer);
}
