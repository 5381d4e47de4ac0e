import { AccountPersistence } from '#billing/accounts/account-persistence.ts';
import { createIntentSweep } from '#billing/accounts/intent-sweep.ts';
import { fingerprintOf, type ReportFailure } from '#billing/accounts/persistence-failure.ts';
import { CustomerUpdates } from '#billing/customers/customer-updates.ts';
import { checkDriftJob } from '#billing/drift/check-drift-job.ts';
import { observeDrift } from '#billing/drift/drift-gauge.ts';
import { readAccountsJob, refreshAccountJob } from '#billing/zuora/read-accounts-job.ts';
import { ZuoraClient } from '#billing/zuora/zuora-client.ts';
import type { Flags } from '#flags/client/connect-flags.ts';
import { ConfigurationInvalid } from '#kit/config/read-settings.ts';
import type { Job } from '#kit/jobs/job.ts';
import type { WakeableLoop } from '#kit/jobs/wakeable-loop.ts';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import type { ErrorReporter } from '#kit/telemetry/error-reporter.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import type { Meter } from '#kit/telemetry/meter.ts';
import type { PortalConfig } from '../config.ts';
import type { LongJobKind } from '../long-jobs/run-long-job.ts';
import { backfillKind } from './backfill-kind.ts';
import { driftKind } from './drift-kind.ts';

const CONNECTIONS = 3;
const STATEMENT_TIMEOUT = 2_500;

export type BillingDependencies = {
  readonly config: PortalConfig;
  readonly database: Pool;
  readonly flags: () => Flags;
  readonly meter: Meter;
  readonly logger: Logger;
  /** Tells the error tracker; never throws and never waits. */
  readonly trackError: ErrorReporter['report'];
};

export type PortalBilling = {
  readonly updates: CustomerUpdates;
  readonly persistence: AccountPersistence;
  readonly zuora: ZuoraClient | undefined;
  readonly jobs: readonly Job[];
  readonly kinds: readonly LongJobKind[];
  /** Takes up what nobody has followed; for processes that work. */
  readonly sweep: WakeableLoop;
  readonly stop: () => Promise<void>;
};

/** Billing accounts as the portal runs them. */
export function buildBilling(dependencies: BillingDependencies): PortalBilling {
  const { config, database, flags, meter, logger } = dependencies;
  const report = reportTo(dependencies);
  const zuora = createZuoraClient(config);
  const own = createPool({
    connectionString: config.PORTAL_DATABASE_URL,
    applicationName: 'portal billing',
    max: CONNECTIONS,
    statementTimeout: STATEMENT_TIMEOUT,
    onError: (error) => logger.warn({ err: error }, 'idle database connection lost'),
  });
  const persistence = new AccountPersistence({ database: own, flags, meter, report });
  const updates = new CustomerUpdates({ database, persistence, meter, report });
  const healing = { database, updates, persistence };
  observeDrift(meter, database);
  return {
    updates,
    persistence,
    zuora,
    jobs: [
      readAccountsJob(database, zuora, report),
      refreshAccountJob(database, updates),
      checkDriftJob(healing, report),
    ],
    kinds: [backfillKind(database, persistence), driftKind({ database, updates, persistence, report })],
    sweep: createIntentSweep({ database: own, persistence, logger }),
    stop: async () => {
      await persistence.stop();
      await Promise.all([own.end(), zuora?.close()]);
    },
  };
}

/** To the log, with what is alike of the same failures, and to the error tracker. */
function reportTo({ logger, trackError }: BillingDependencies): ReportFailure {
  return (failure) => {
    const { step, error, context } = failure;
    logger.error({ err: error, step, ...context, fingerprint: fingerprintOf(failure) }, 'billing accounts: failed');
    trackError(error, null);
  };
}

function createZuoraClient(config: PortalConfig): ZuoraClient | undefined {
  const { ZUORA_URL: url, ZUORA_CLIENT_ID: clientId, ZUORA_CLIENT_SECRET: clientSecret } = config;
  if (url === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined) {
    throw new ConfigurationInvalid(['ZUORA_CLIENT_ID and ZUORA_CLIENT_SECRET must be set where ZUORA_URL is.']);
  }
  return new ZuoraClient({ url, clientId, clientSecret });
}
