import { type FilePosition, START_OF_FILE } from './record-reader.ts';

/** What an import has led to: `rows` is the sum of the others. */
export type ImportResult = {
  readonly rows: number;
  readonly loaded: number;
  readonly updated: number;
  readonly skipped: number;
  readonly bad: number;
};

/** How far an import is, written in the transaction of whatever it speaks of. */
export type ImportCursor = {
  readonly phase: 'validating' | 'loading' | 'loaded';
  readonly position: FilePosition;
  /** Rows read, and of them the refused ones. */
  readonly rows: number;
  readonly bad: number;
  readonly result: ImportResult | null;
};

const START: ImportCursor = { phase: 'validating', position: START_OF_FILE, rows: 0, bad: 0, result: null };

/** The cursor of a job; of one that has not begun, the beginning. */
export function toImportCursor(kept: Record<string, unknown> | null): ImportCursor {
  return (kept as ImportCursor | null) ?? START;
}
