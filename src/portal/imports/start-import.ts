import { createHash } from 'node:crypto';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Connection, Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { insertAuditEntry } from '../audit/audit-store.ts';
import { updateLongJob } from '../long-jobs/long-job-store.ts';
import { queueLongJob } from '../long-jobs/run-long-job.ts';
import type { Staff } from '../people/staff.ts';
import { getImport } from './get-import.ts';
import type { Import } from './import.ts';
import { listParts, lockImport } from './import-store.ts';
import { readImportFile } from './read-import-file.ts';

const NEWLINE = 10;

/**
 * Checks that a file is whole and queues its long job, once: an import that was started already is left as it is.
 * @throws {BadRequest} `file_incomplete`, `file_differs`, or 404.
 */
export function startImport(database: Pool, id: number, staff: Staff, requestId: string): Promise<Import> {
  return inTransaction(database, async (connection) => {
    await lockImport(connection, id, 'update');
    const found = await getImport(connection, id);
    if (found.job.state !== 'uploading') return found;
    const lines = await checkFile(connection, found);
    const total = found.settings.format === 'csv' ? lines - 1 : lines;
    await updateLongJob(connection, id, { state: 'waiting', total: Math.max(total, 0) });
    await queueLongJob(connection, id);
    await insertAuditEntry(connection, {
      actorId: staff.id,
      actorName: staff.name,
      action: 'import_started',
      object: `import ${id}`,
      namespaceId: null,
      reason: `Import of ${found.kind} from ${found.settings.fileName}`,
      before: null,
      after: { sha256: found.sha256, size: found.settings.size, type_mapping: found.settings.typeMapping },
      requestId,
    });
    return getImport(connection, id);
  });
}

/** @returns how many lines the file has. */
async function checkFile(connection: Connection, { sha256, settings, job }: Import): Promise<number> {
  const parts = await listParts(connection, job.id);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (size !== settings.size) {
    const sentence = `${size} of ${settings.size} bytes have arrived in ${parts.length} parts; send the others, then start it.`;
    throw new BadRequest(sentence, { code: 'file_incomplete' });
  }
  const hash = createHash('sha256');
  let lines = 0;
  let last = NEWLINE;
  for await (const slice of readImportFile(connection, job.id, 0)) {
    hash.update(slice);
    for (let at = slice.indexOf(NEWLINE); at >= 0; at = slice.indexOf(NEWLINE, at + 1)) lines += 1;
    last = slice.at(-1) ?? last;
  }
  const found = hash.digest('hex');
  if (found !== sha256) {
    const sentence = `The parts make up a file with the sha256 ${found}, not ${sha256}; send the parts that differ, then start it.`;
    throw new BadRequest(sentence, { code: 'file_differs' });
  }
  return last === NEWLINE ? lines : lines + 1;
}
