import type { toImportOnWire } from '#portal/contract/import-on-wire.ts';
import type { OnTheWire } from '#portal/contract/on-the-wire.ts';

export type ImportOnWire = OnTheWire<ReturnType<typeof toImportOnWire>>;

export type ImportAnswer = { readonly import: ImportOnWire };

/** What became of the rows of a file; each is one of loaded, updated, skipped or bad. */
export type ImportResult = {
  readonly rows: number;
  readonly loaded: number;
  readonly updated: number;
  readonly skipped: number;
  readonly bad: number;
};

export type ProblemRow = { readonly line: number; readonly reason: string };
export type ProblemsAnswer = { readonly problems: readonly ProblemRow[]; readonly next: number | null };
