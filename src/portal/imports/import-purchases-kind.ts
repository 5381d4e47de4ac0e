import { PURCHASE_ROW_FORMAT } from '../contract/import-purchase-row.ts';
import type { LongJobKind } from '../long-jobs/run-long-job.ts';
import { loadPurchases } from './load-purchases.ts';
import { type ImportOptions, importKind } from './run-import.ts';

/** Imports of purchases. */
export function importPurchasesKind(options: ImportOptions): LongJobKind {
  return importKind({ kind: 'purchases', formatOf: async () => PURCHASE_ROW_FORMAT, load: loadPurchases }, options);
}
