import type { Fields } from '../contract/import-field-reader.ts';

/** One record of a file, by the line on which it begins: its fields, or why it has none. */
export type FileRecord = { readonly line: number } & ({ readonly fields: Fields } | { readonly problem: string });

/** Where reading goes on: behind the last record that was returned. */
export type FilePosition = {
  /** In bytes from the beginning of the file. */
  readonly offset: number;
  /** Counted from 1. */
  readonly line: number;
  /** Which column each field of a record is; null for one that is not read. Null before the header and without one. */
  readonly header: readonly (string | null)[] | null;
};

export const START_OF_FILE: FilePosition = { offset: 0, line: 1, header: null };

/** Takes a file piece by piece and gives its records. */
export type RecordReader = {
  readonly position: FilePosition;
  readonly push: (piece: Buffer) => Promise<FileRecord[]>;
  readonly end: () => Promise<FileRecord[]>;
};

/** A record is at most this long in bytes: what is longer is no record but a quote that was never closed. */
export const LONGEST_RECORD = 256 * 1_024;

/** So many bytes are read and validated before others get a turn: a few milliseconds, even of the shortest rows. */
export const PIECE = 16 * 1_024;
