import { strict as assert } from 'node:assert';
import { accountPersistence } from '#flags/definitions/account-persistence.ts';
import type { Campaign } from './campaign.ts';
import { ask, type BillingRun, driftOf, every, settle, withBillingRun, writeUntil } from './support/billing-run.ts';

const MOVES_A_FLIP = 120;
const path = `/api/v1/flags/${accountPersistence.name}/environments/customers-development`;

const setFlag = async (run: BillingRun, state: 'on' | 'off') =>
  assert.equal((await ask(run, 'PUT', path, { state, reason: 'campaign' })).status, 200);

/** What was not noted while the flag was off is found and healed once it is on again. */
export const accountDataPersistence: Campaign = {
  name: 'billing-flips',
  about: 'the same while the flag is switched off and on: no drift once it is on again',
  whole: 2_500,
  short: 500,
  run: (context) =>
    withBillingRun(context, {}, async (run) => {
      let state: 'on' | 'off' = 'on';
      await setFlag(run, state);
      const flipper = every(run, MOVES_A_FLIP, context.size, () => {
        state = state === 'on' ? 'off' : 'on';
        return setFlag(run, state);
      });
      await writeUntil(run, context.size, (done) => context.onProgress(done, context.size));
      await flipper;
      await setFlag(run, 'on');
      await settle(run);
      await run.database.query("INSERT INTO outbox (task, key, payload) VALUES ('check_billing_drift', 'heal', '{}')");
      await settle(run);
      assert.deepEqual(await driftOf(run), {});
    }),
};
