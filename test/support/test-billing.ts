import { InMemoryProvider, OpenFeature } from '@openfeature/server-sdk';
import { AccountPersistence } from '#billing/accounts/account-persistence.ts';
import type { PersistenceFailure } from '#billing/accounts/persistence-failure.ts';
import { CustomerUpdates } from '#billing/customers/customer-updates.ts';
import type { Flags } from '#flags/client/connect-flags.ts';
import type { FlagOverrides } from '#flags/client/flag-overrides.ts';
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
  readonly setFlags: (flags: FlagOverrides) => void;
  /** The metrics as Prometheus text. */
  readonly metrics: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** Customers' updates over a database. @param flags which are on and which off; one that is not named is off. */
export async function createTestBilling(
  database: Pool,
  databaseUrl: string,
  flags: FlagOverrides = {},
): Promise<TestBilling> {
  const telemetry = createTelemetry({
    service: 'test',
    version: 'v',
    environment: 'qa',
    logger: createLogger('test', 'silent'),
  });
  const failures: PersistenceFailure[] = [];
  const report = (failure: PersistenceFailure) => void failures.push(failure);
  const provider = new InMemoryProvider(toConfiguration(flags));
  opened += 1;
  const domain = `test billing ${opened}`;
  await OpenFeature.setProviderAndWait(domain, provider);
  const asked = { client: OpenFeature.getClient(domain) } as Flags;
  const own = createPool({
    connectionString: databaseUrl,
    applicationName: 'portal billing',
    max: 3,
    statementTimeout: 2_500,
    onError: () => {},
  });
  const { meter } = telemetry;
  const persistence = new AccountPersistence({ database: own, flags: () => asked, meter, report });
  return {
    meter,
    updates: new CustomerUpdates({ database, persistence, meter, report }),
    persistence,
    own,
    failures,
    setFlags: (value) => provider.putConfiguration(toConfiguration(value)),
    metrics: telemetry.render,
    stop: async () => {
      await persistence.stop();
      await own.end();
      await telemetry.stop();
    },
  };
}

function toConfiguration(flags: FlagOverrides) {
  const variants = { on: true, off: false };
  const states = Object.entries(flags).map(
    ([name, value]) => [name, { variants, defaultVariant: value ? 'on' : 'off', disabled: false } as const] as const,
  );
  return Object.fromEntries(states);
}
