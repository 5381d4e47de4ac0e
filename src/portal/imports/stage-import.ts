import type pg from 'pg';
import type { ImportRowFormat } from '../contract/import-row.ts';
import { updateLongJob } from '../long-jobs/long-job-store.ts';
import { CsvRecords } from './csv-records.ts';
import type { Import } from './import.ts';
import type { ImportCursor } from './import-cursor.ts';
import { LineRecords } from './line-records.ts';
import { readImportFile } from './read-import-file.ts';
import { type FileRecord, PIECE, type RecordReader } from './record-reader.ts';
import { type ImportProblem, insertProblems, insertStagedRows } from './staged-row-store.ts';

// Larger ones would be sent hardly faster, and hold others up while they are.
const BATCH = 2_500;

export type Staging = {
  readonly client: pg.Client;
  readonly found: Import;
  readonly format: ImportRowFormat;
  readonly cursor: ImportCursor;
  readonly onStaged: () => Promise<void> | void;
};

/** Reads the file from the cursor to its end: good rows are kept for the load, each bad one with its line and reason. */
export async function stageImport(staging: Staging): Promise<ImportCursor> {
  const { client, found, format, cursor } = staging;
  const reader: RecordReader =
    found.settings.format === 'csv' ? new CsvRecords(cursor.position, format) : new LineRecords(cursor.position);
  const batch = new Batch(staging);
  for await (const slice of readImportFile(client, found.job.id, cursor.position.offset)) {
    for (let at = 0; at < slice.length; at += PIECE) {
      batch.add(await reader.push(slice.subarray(at, at + PIECE)));
      if (batch.size >= BATCH) await batch.write(reader, 'validating');
    }
  }
  batch.add(await reader.end());
  return batch.write(reader, 'loading');
}

class Batch {
  readonly #staging: Staging;
  #cursor: ImportCursor;
  #rows: string[] = [];
  #problems: ImportProblem[] = [];

  constructor(staging: Staging) {
    this.#staging = staging;
    this.#cursor = staging.cursor;
  }

  get size(): number {
    return this.#rows.length + this.#problems.length;
  }

  add(records: readonly FileRecord[]): void {
    const { format } = this.#staging;
    for (const record of records) {
      const { line } = record;
      const row = 'fields' in record ? format.read(record.fields) : record;
      if ('problem' in row) this.#problems.push({ line, reason: row.problem });
      else this.#rows.push(JSON.stringify([line, row.staged]));
    }
  }

  /** Writes the batch and the cursor behind it together, so that no stop loses or repeats a row. */
  async write(reader: RecordReader, phase: ImportCursor['phase']): Promise<ImportCursor> {
    const { client, found, onStaged } = this.#staging;
    const rows = this.#cursor.rows + this.size;
    const bad = this.#cursor.bad + this.#problems.length;
    const cursor: ImportCursor = { ...this.#cursor, phase, position: reader.position, rows, bad };
    await client.query('BEGIN');
    await insertStagedRows(client, found.job.id, this.#rows);
    await insertProblems(client, found.job.id, this.#problems);
    await updateLongJob(client, found.job.id, { cursor, done: rows, phase: 'validating' });
    await client.query('COMMIT');
    this.#cursor = cursor;
    this.#rows = [];
    this.#problems = [];
    await onStaged();
    return cursor;
  }
}
