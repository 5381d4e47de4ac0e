import pg from 'pg';
import type { Pool } from '#kit/postgres/pool.ts';
import type { ImportRowFormat } from '../contract/import-row.ts';
import { updateLongJob } from '../long-jobs/long-job-store.ts';
import type { LongJobKind } from '../long-jobs/run-long-job.ts';
import { getImport } from './get-import.ts';
import type { Import, ImportKind } from './import.ts';
import { type ImportCursor, toImportCursor } from './import-cursor.ts';
import { deleteParts } from './import-store.ts';
import { stageImport } from './stage-import.ts';
import { deleteStagedRows } from './staged-row-store.ts';

/** Told after a batch was committed, before the load is, and after that: where a crash can be tried. */
export type ImportStepListener = (step: 'staged' | 'loading' | 'loaded') => Promise<void> | void;

export type ImportOptions = {
  readonly database: Pool;
  /** For a connection of its own, whose statements may take as long as they need. */
  readonly connectionString: string;
  readonly onStep?: ImportStepListener;
};

/** How many rows a load has written; each row of the file is one of loaded, updated, skipped or bad. */
export type LoadCounts = { readonly loaded: number; readonly updated: number };

/** What is particular to the files of one kind. */
export type ImportSubject = {
  readonly kind: ImportKind;
  readonly formatOf: (found: Import) => Promise<ImportRowFormat>;
  /** Loads everything that was staged, in one statement of the transaction that `connection` is in. */
  readonly load: (connection: pg.Client, id: number) => Promise<LoadCounts>;
};

/** The long job that validates, stages and loads a file. After a stop it goes on where it was, and loads nothing twice. */
export function importKind(subject: ImportSubject, options: ImportOptions): LongJobKind {
  return {
    kind: `import_${subject.kind}`,
    run: async ({ id }) => {
      const client = new pg.Client({
        connectionString: options.connectionString,
        application_name: 'portal import',
        options: '-c timezone=UTC -c statement_timeout=0',
      });
      // A lost connection also fails the statement under way, which tells whoever waits for it.
      client.on('error', () => {});
      await client.connect();
      try {
        // Whoever took the job over from a process that was only slow waits until that one is gone.
        await client.query("SELECT pg_advisory_lock(hashtextextended('import ' || $1, 0))", [id]);
        return await runImport(subject, options, client, await getImport(options.database, id));
      } finally {
        await client.end();
      }
    },
  };
}

async function runImport(subject: ImportSubject, options: ImportOptions, client: pg.Client, found: Import) {
  const { id } = found.job;
  let cursor = toImportCursor(found.job.cursor);
  if (cursor.phase === 'validating') {
    const format = await subject.formatOf(found);
    cursor = await stageImport({ client, found, format, cursor, onStaged: () => options.onStep?.('staged') });
  }
  if (cursor.phase === 'loading') cursor = await loadStaged(subject, options, client, id, cursor);
  await deleteStagedRows(client, id);
  await deleteParts(client, id);
  return cursor.result ?? {};
}

async function loadStaged(
  subject: ImportSubject,
  { database, onStep }: ImportOptions,
  client: pg.Client,
  id: number,
  cursor: ImportCursor,
): Promise<ImportCursor> {
  const { rows, bad } = cursor;
  await updateLongJob(database, id, { phase: 'loading', done: 0, total: rows - bad });
  await client.query('BEGIN');
  await client.query("SELECT set_config('trialgate.bulk', 'on', true), set_config('trialgate.cause', 'import', true)");
  await client.query("SET LOCAL work_mem = '64MB'");
  const { loaded, updated } = await subject.load(client, id);
  const result = { rows, loaded, updated, skipped: rows - bad - loaded - updated, bad };
  const behind: ImportCursor = { ...cursor, phase: 'loaded', result };
  await updateLongJob(client, id, { cursor: behind, done: rows - bad });
  await onStep?.('loading');
  await client.query('COMMIT');
  await onStep?.('loaded');
  return behind;
}
