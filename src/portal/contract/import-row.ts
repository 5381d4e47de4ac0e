import type { Fields } from './import-field-reader.ts';

/** A row of a file as read: staged by the names that the load knows, or refused with what is allowed. */
export type ImportRow = { readonly staged: object } | { readonly problem: string };

/** How the rows of one kind of file are read. */
export type ImportRowFormat = {
  /** Every column that is read; others in a file are left alone. */
  readonly columns: readonly string[];
  /** Columns that a CSV file must have: of each group one. */
  readonly needed: readonly (readonly string[])[];
  readonly read: (fields: Fields) => ImportRow;
};
