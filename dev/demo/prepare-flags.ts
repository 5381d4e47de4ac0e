import { accountPersistence } from '#flags/definitions/account-persistence.ts';
import type { FlagDefinition } from '#flags/definitions/flag-definition.ts';
import { useSsotForTrialEligibility } from '#flags/definitions/use-ssot-for-trial-eligibility.ts';
import { insertEnvironment } from '#flags/server/environment-store.ts';
import { findKeptFlag } from '#flags/server/flag-store.ts';
import { insertFlagToken } from '#flags/server/flag-token-store.ts';
import { setFlag } from '#flags/server/set-flag.ts';
import { createPool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';

const NAME = 'npm start';

/** Flags that the demo shows at work. */
const SWITCHED_ON: readonly FlagDefinition[] = [useSsotForTrialEligibility, accountPersistence];

/**
 * Switches flags on where nobody has set them yet, so that what a visitor sets stays.
 * @returns the token by which saas reads the flags of this environment: a new one each time, because only hashes are kept.
 */
export async function prepareFlags(connectionString: string, environment: string): Promise<string> {
  const pool = createPool({ connectionString, applicationName: 'demo', onError: () => {} });
  const setting = { environment, changedBy: NAME, reason: 'so that the demo shows it at work' } as const;
  try {
    return await inTransaction(pool, async (connection) => {
      await insertEnvironment(connection, environment);
      for (const flag of SWITCHED_ON) {
        if (await findKeptFlag(connection, environment, flag.name)) continue;
        await setFlag(connection, { ...setting, flag, state: { kind: 'on' }, expectedRevision: 0 });
      }
      const old = 'UPDATE flag_tokens SET revoked_at = clock_timestamp() WHERE name = $1 AND revoked_at IS NULL';
      await connection.query(old, [NAME]);
      return (await insertFlagToken(connection, { environment, name: NAME })).secret;
    });
  } finally {
    await pool.end();
  }
}
