import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { getImport } from './get-import.ts';
import type { Import } from './import.ts';
import { lockImport, upsertPart } from './import-store.ts';

/** Keeps a part of a file; the same part again replaces it. @throws {BadRequest} once the import was started. */
export function receivePart(database: Pool, id: number, part: number, body: Buffer): Promise<Import> {
  return inTransaction(database, async (connection) => {
    await lockImport(connection, id, 'share');
    const found = await getImport(connection, id);
    if (found.job.state !== 'uploading') {
      throw new BadRequest(`Import ${id} is ${found.job.state}; it takes no more parts.`, { code: 'import_started' });
    }
    await upsertPart(connection, id, part, body);
    return found;
  });
}
