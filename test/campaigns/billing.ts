import { strict as assert } from 'node:assert';
import type { Campaign } from './campaign.ts';
import { driftOf, settle, withBillingRun, writeUntil } from './support/billing-run.ts';

/** What was noted is enough: nothing has to be found and healed. */
export const billing: Campaign = {
  name: 'billing',
  about: '16 writers, 200 customers, 50 accounts, kill -9, callouts twice and out of order, backfill: no drift',
  whole: 2_500,
  short: 500,
  run: (context) =>
    withBillingRun(context, { FLAG_OVERRIDES: 'account_data_persistence=on' }, async (run) => {
      await writeUntil(run, context.size, (done) => context.onProgress(done, context.size));
      await settle(run);
      assert.deepEqual(await driftOf(run), {});
    }),
};
