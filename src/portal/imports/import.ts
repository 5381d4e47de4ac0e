import type { TrialTypeMapping } from '../contract/import-trial-row.ts';
import type { LongJob } from '../long-jobs/long-job-store.ts';

export type ImportKind = 'trials' | 'purchases';

/** How a file is to be read. */
export type ImportSettings = {
  readonly fileName: string;
  readonly format: 'csv' | 'ndjson';
  /** In bytes. */
  readonly size: number;
  readonly typeMapping: TrialTypeMapping;
};

/** A file and the long job that loads it; they share their id. */
export type Import = {
  readonly kind: ImportKind;
  readonly sha256: string;
  readonly settings: ImportSettings;
  readonly job: LongJob;
};

/** A part of a file that has arrived. */
export type UploadedPart = {
  readonly part: number;
  /** In bytes. */
  readonly size: number;
};
