import { type Clock, systemClock } from '#kit/clock/clock.ts';
import { createServer, type Server } from '#kit/http/create-server.ts';
import { finishConnections } from '#kit/http/finish-connections.ts';
import { type HealthCheck, registerHealth } from '#kit/http/health.ts';
import { assertMigrated } from '#kit/postgres/migrate.ts';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import {
  createErrorReporter,
  type ErrorReporter,
  reportToHome,
  reportToSentry,
} from '#kit/telemetry/error-reporter.ts';
import { createLogger, type Logger } from '#kit/telemetry/logger.ts';
import { createTelemetry, type Telemetry } from '#kit/telemetry/meter.ts';
import type { Traces } from '#kit/telemetry/open-traces.ts';
import { pushToHome } from '#kit/telemetry/push-to-home.ts';
import { EligibilityFault } from '#sdk/index.ts';
import { buildEligibility, type Eligibility } from './build-eligibility.ts';
import { buildProduct } from './build-product.ts';
import { registerComparisons } from './comparing/comparison-routes.ts';
import type { SaasConfig } from './config.ts';
import { registerEligibilityCache } from './eligibility/eligibility-cache-routes.ts';
import { PortalPeople } from './eligibility/portal-people.ts';
import { tellEligibility } from './eligibility/tell-eligibility.ts';
import { registerExplanation } from './explaining/explanation-routes.ts';
import type { InternalApi } from './internal-api/internal-api.ts';
import { createPortalTokenCheck } from './internal-api/portal-token.ts';
import { registerInternalApi } from './internal-api/register-internal-api.ts';
import { createStaffTokenReader } from './internal-api/staff-token.ts';
import { SAAS_MIGRATIONS } from './migrate-saas.ts';
import { registerSearch } from './searching/search-routes.ts';
import { updateLanded } from './trials/application-store.ts';

export type Saas = {
  readonly app: Server;
  readonly logger: Logger;
  /**
   * Checks the database and listens. @returns the address, `http://127.0.0.1:3000`.
   * @throws {DatabaseNotMigrated} when the database lacks a migration.
   */
  readonly start: () => Promise<string>;
  /** Answers what has begun, then closes everything. Also for one that was never started. */
  readonly stop: () => Promise<void>;
};

/** What comes from outside, or what a test may replace. */
export type SaasParts = {
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly onChange?: InternalApi['onChange'];
  /** Stopped with it. */
  readonly traces?: Traces;
};

const PORTAL_DEADLINE = 900;

/** Constructs saas from its settings. Nothing is opened before `start`, except on the first request. */
export function buildSaas(config: SaasConfig, parts: SaasParts = {}): Saas {
  const logger = parts.logger ?? createLogger('saas', config.logLevel);
  const clock = parts.clock ?? systemClock;
  const telemetry = openTelemetry(config, logger);
  const pool = openPool(config, logger);
  const eligibility = buildEligibility(config, clock, logger, telemetry);
  const errors = openErrors(config, logger);
  const app = createServer({ logger, onUnforeseen: errors.report, tracer: parts.traces?.tracer });
  let stopping = false;
  finishConnections(app, () => stopping);
  registerHealth(app, {
    checks: [databaseCheck(pool), portalCheck(config.portalUrl), ...eligibility.checks],
    telemetry,
    version: { commit: config.commit, environment: config.environment },
    isStopping: () => stopping,
  });
  registerInternalApi(app, {
    pool,
    clock,
    checkToken: createPortalTokenCheck(config.portalUrl, clock),
    saasUrl: config.saasUrl,
    onChange: parts.onChange ?? landThenTell(pool, tellEligibility(eligibility.open)),
  });
  const around = { database: pool, eligibility: eligibility.open, meter: telemetry.meter };
  const product = buildProduct({ app, config, clock, logger, ...around, onUnforeseen: reportJobs(errors) });
  const people = new PortalPeople(config.portalUrl, createStaffTokenReader(config.portalUrl, clock));
  registerStaffRoutes(app, eligibility, people, { database: pool, clock });
  return {
    app,
    logger,
    start: async () => {
      await assertMigrated(pool, SAAS_MIGRATIONS);
      await eligibility.start();
      await product.start();
      return app.listen({ port: config.port, host: config.host });
    },
    stop: async () => {
      stopping = true;
      await app.close();
      await product.stop();
      await eligibility.stop();
      await telemetry.stop();
      await errors.stop();
      await Promise.all([pool.end(), parts.traces?.stop()]);
    },
  };
}

/** For staff of the portal: the cache, the explanation, the comparison. */
function registerStaffRoutes(
  app: Server,
  { open, inspect, legacy, lastChecks }: Eligibility,
  people: PortalPeople,
  { database, clock }: { readonly database: Pool; readonly clock: Clock },
): void {
  registerEligibilityCache(app, { eligibility: open, inspect, people });
  registerComparisons(app, { database, eligibility: open, people });
  registerSearch(app, database, people);
  registerExplanation(app, { database, clock, eligibility: open, inspect, legacy, lastChecks }, people);
}

/** Numbers go where the flags come from, by the same token. */
function openTelemetry(config: SaasConfig, logger: Logger): Telemetry {
  const { commit: version, environment, flagsUrl, flagsToken: token } = config;
  const push = token === undefined ? undefined : () => pushToHome(flagsUrl, token);
  return createTelemetry({ service: 'saas', version, environment, logger, push });
}

/** What the other side could not answer was foreseen, and is tried again. */
function reportJobs(errors: ErrorReporter): ErrorReporter['report'] {
  return (error, requestId) => {
    if (!(error instanceof EligibilityFault)) errors.report(error, requestId);
  };
}

/** Errors go there too, and to Sentry where there is one. */
function openErrors(config: SaasConfig, logger: Logger): ErrorReporter {
  const { commit, environment, flagsUrl, flagsToken: token, sentryDsn } = config;
  const sinks = [
    ...(token === undefined ? [] : [reportToHome(flagsUrl, token)]),
    ...(sentryDsn === undefined ? [] : [reportToSentry(sentryDsn)]),
  ];
  return createErrorReporter({ service: 'saas', environment, commit, logger, sinks });
}

function openPool({ databaseUrl: connectionString }: SaasConfig, logger: Logger): Pool {
  return createPool({
    connectionString,
    applicationName: 'saas',
    onError: (error) => logger.warn({ err: error }, 'idle database connection lost'),
  });
}

/** A plan that has arrived ends what was starting; then everyone is told. */
function landThenTell(pool: Pool, tell: InternalApi['onChange']): InternalApi['onChange'] {
  return async (change, logger) => {
    await updateLanded(pool, change.namespaceId);
    await tell(change, logger);
  };
}

function databaseCheck(pool: Pool): HealthCheck {
  return {
    name: 'database',
    required: true,
    check: async () => {
      await pool.query('SELECT 1');
    },
  };
}

/** Reported only: saas answers its own pages while the portal is away. */
function portalCheck(portalUrl: string): HealthCheck {
  return {
    name: 'portal',
    required: false,
    check: async () => {
      const response = await fetch(`${portalUrl}/-/liveness`, { signal: AbortSignal.timeout(PORTAL_DEADLINE) });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`answered with ${response.status}`);
    },
  };
}
