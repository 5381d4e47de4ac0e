import { isDeepStrictEqual } from 'node:util';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Connection, Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { insertLongJob } from '../long-jobs/long-job-store.ts';
import type { Import, ImportKind, ImportSettings } from './import.ts';
import { deleteImport, findImportOf, insertImport, lockImportOf } from './import-store.ts';

export type NewImport = {
  readonly kind: ImportKind;
  readonly sha256: string;
  readonly settings: ImportSettings;
  readonly createdBy: number;
};

export type CreatedImport = { readonly import: Import; readonly isNew: boolean };

/**
 * Begins the import of a file, or finds the one there is. One that has failed, and one that was to be read with other
 * settings, gives way to a new one: what it loaded stays, and is not loaded twice.
 * @throws {BadRequest} `import_running` while it is being loaded with other settings.
 */
export function createImport(database: Pool, wanted: NewImport): Promise<CreatedImport> {
  return inTransaction(database, async (connection) => {
    await lockImportOf(connection, wanted.kind, wanted.sha256);
    const found = await findImportOf(connection, wanted.kind, wanted.sha256);
    if (found && isSame(found.settings, wanted.settings) && found.job.state !== 'failed') {
      return { import: found, isNew: false };
    }
    if (found?.job.state === 'waiting' || found?.job.state === 'running') {
      throw new BadRequest(
        `This file is being loaded as ${found.settings.format} with another size or type_mapping; wait for job ${found.job.id}.`,
        { code: 'import_running' },
      );
    }
    if (found) await deleteImport(connection, found.job.id);
    return { import: await makeImport(connection, wanted), isNew: true };
  });
}

/** A file's name decides nothing. */
function isSame(one: ImportSettings, other: ImportSettings): boolean {
  return isDeepStrictEqual({ ...one, fileName: '' }, { ...other, fileName: '' });
}

async function makeImport(connection: Connection, wanted: NewImport): Promise<Import> {
  const { kind, sha256, settings, createdBy } = wanted;
  const job = await insertLongJob(connection, {
    kind: `import_${kind}`,
    input: settings,
    createdBy,
    state: 'uploading',
  });
  await insertImport(connection, { id: job.id, kind, sha256 });
  return { kind, sha256, settings, job };
}
