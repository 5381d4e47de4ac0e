import { InMemoryProvider, OpenFeature } from '@openfeature/server-sdk';
import { AccountPersistence } from '#billing/accounts/account-persistence.ts';
import type { PersistenceFailure } from '#billing/accounts/persistence-failure.ts';
import { CustomerUpdates } from '#billing/customers/customer-updates.ts';
import type { Flags } from '#flags/client/connect-flags.ts';
import { accountPersistence } from '#flags/definitions/account-persistence.ts';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { createTelemetry, type Meter } from '#kit/telemetry/meter.ts';

let opened = 0;

export type TestBilling = {
  readonly meter: Meter;
  readonly updates: CustomerUpdates;
  readonly persistence: AccountPersistence;
  /** The pool that the persistence has to itself. */
  readonly own: Pool;
  readonly failures: PersistenceFailure[];
  readonly setFlag: (on: boolean) => void;
  /** The metrics as Prometheus text. */
  readonly metrics: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** Customers' updates over a database, with a flag that a test switches. */
export async function createTestBilling(database: Pool, databaseUrl: string, on = true): Promise<TestBilling> {
  const telemetry = createTelemetry({
    service: 'test',
    version: 'v',
    environment: 'qa',
    logger: createLogger('test', 'silent'),
  });
  const failures: PersistenceFailure[] = [];
  const report = (failure: PersistenceFailure) => void failures.push(failure);
  const state = (value: boolean) => ({
    [accountPersistence.name]: {
      variants: { on: true, off: false },
      defaultVariant: value ? 'on' : 'off',
      disabled: false,
    },
  });
  const provider = new InMemoryProvider(state(on));
  opened += 1;
  const domain = `test billing ${opened}`;
  await OpenFeature.setProviderAndWait(domain, provider);
  const flags = { client: OpenFeature.getClient(domain) } as Flags;
  const own = createPool({
    connectionString: databaseUrl,
    applicationName: 'portal billing',
    max: 3,
    statementTimeout: 2_500,
    onError: () => {},
  });
  const { meter } = telemetry;
  const persistence = new AccountPersistence({ database: own, flags: () => flags, meter, report });
  return {
    meter,
    updates: new CustomerUpdates({ database, persistence, meter, report }),
    persistence,
    own,
    failures,
    setFlag: (value) => provider.putConfiguration(state(value)),
    metrics: telemetry.render,
    stop: async () => {
      await persistence.stop();
      await own.end();
      await telemetry.stop();
    },
  };
}
