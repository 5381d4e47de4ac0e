import { trialRowFormat } from '../contract/import-trial-row.ts';
import type { LongJobKind } from '../long-jobs/run-long-job.ts';
import { listKnownTrialTypes } from './list-known-trial-types.ts';
import { loadTrials } from './load-trials.ts';
import { type ImportOptions, importKind } from './run-import.ts';

/** Imports of trial histories. */
export function importTrialsKind(options: ImportOptions): LongJobKind {
  return importKind(
    {
      kind: 'trials',
      formatOf: async ({ settings }) =>
        trialRowFormat(await listKnownTrialTypes(options.database), settings.typeMapping),
      load: loadTrials,
    },
    options,
  );
}
