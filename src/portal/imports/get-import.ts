import { notFound } from '#kit/errors/not-found.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import type { Import } from './import.ts';
import { findImport } from './import-store.ts';

/** @throws {BadRequest} 404 when there is none, or another one has taken its place. */
export async function getImport(database: Queryable, id: number): Promise<Import> {
  const found = await findImport(database, id);
  if (!found) throw notFound(`There is no import ${id}.`);
  return found;
}
