import type { Connection, Queryable } from '#kit/postgres/pool.ts';
import { findLongJob } from '../long-jobs/long-job-store.ts';
import type { Import, ImportKind, ImportSettings, UploadedPart } from './import.ts';

/** Lets one request at a time make the import of a file. */
export async function lockImportOf(connection: Connection, kind: ImportKind, sha256: string): Promise<void> {
  await connection.query("SELECT pg_advisory_xact_lock(hashtextextended('import ' || $1 || ' ' || $2, 0))", [
    kind,
    sha256,
  ]);
}

export async function findImport(database: Queryable, id: number): Promise<Import | undefined> {
  const { rows } = await database.query<{ kind: ImportKind; sha256: string }>(
    'SELECT kind, sha256 FROM import_files WHERE job_id = $1',
    [id],
  );
  const job = rows[0] && (await findLongJob(database, id));
  return rows[0] && job && { ...rows[0], settings: job.input as ImportSettings, job };
}

export async function findImportOf(database: Queryable, kind: ImportKind, sha256: string): Promise<Import | undefined> {
  const { rows } = await database.query<{ job_id: number }>(
    'SELECT job_id FROM import_files WHERE kind = $1 AND sha256 = $2',
    [kind, sha256],
  );
  return rows[0] && findImport(database, rows[0].job_id);
}

/** Keeps the file as it is until the transaction ends: parts are added under `share`, checked under `update`. */
export async function lockImport(connection: Connection, id: number, mode: 'share' | 'update'): Promise<void> {
  await connection.query(`SELECT FROM import_files WHERE job_id = $1 FOR ${mode === 'share' ? 'SHARE' : 'UPDATE'}`, [
    id,
  ]);
}

export async function insertImport(
  connection: Connection,
  file: { readonly id: number; readonly kind: ImportKind; readonly sha256: string },
): Promise<void> {
  await connection.query('INSERT INTO import_files (job_id, kind, sha256) VALUES ($1, $2, $3)', [
    file.id,
    file.kind,
    file.sha256,
  ]);
}

/** Forgets a file with its parts, rows and problems; what was loaded of it stays. */
export async function deleteImport(connection: Connection, id: number): Promise<void> {
  await connection.query('DELETE FROM import_files WHERE job_id = $1', [id]);
}

export async function upsertPart(connection: Connection, id: number, part: number, body: Buffer): Promise<void> {
  await connection.query(
    `INSERT INTO import_parts (job_id, part, body) VALUES ($1, $2, $3)
     ON CONFLICT (job_id, part) DO UPDATE SET body = excluded.body`,
    [id, part, body],
  );
}

/** The parts that have arrived, in their order. */
export async function listParts(database: Queryable, id: number): Promise<UploadedPart[]> {
  const { rows } = await database.query<UploadedPart>(
    'SELECT part, length(body) AS size FROM import_parts WHERE job_id = $1 ORDER BY part',
    [id],
  );
  return rows;
}

/** A slice of a part. @param from counted from 0. */
export async function readPart(
  database: Queryable,
  id: number,
  part: number,
  from: number,
  size: number,
): Promise<Buffer> {
  const { rows } = await database.query<{ slice: Buffer }>(
    'SELECT substring(body FROM $3::integer FOR $4::integer) AS slice FROM import_parts WHERE job_id = $1 AND part = $2',
    [id, part, from + 1, size],
  );
  return rows[0]?.slice ?? Buffer.alloc(0);
}

export async function deleteParts(database: Queryable, id: number): Promise<void> {
  await database.query('DELETE FROM import_parts WHERE job_id = $1', [id]);
}
