import { setTimeout } from 'node:timers/promises';
import cookie from '@fastify/cookie';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { FastifyInstance } from 'fastify';
import { readingsOfMetrics } from '#flags/telemetry/readings-of-metrics.ts';
import { TelemetryKeeper } from '#flags/telemetry/telemetry-keeper.ts';
import { createServer, type Server } from '#kit/http/create-server.ts';
import { registerDocs } from '#kit/http/docs.ts';
import { finishConnections } from '#kit/http/finish-connections.ts';
import { registerHealth } from '#kit/http/health.ts';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import { createErrorReporter, type ErrorReport, reportToSentry } from '#kit/telemetry/error-reporter.ts';
import { createLogger, type Logger } from '#kit/telemetry/logger.ts';
import { createTelemetry, type Telemetry } from '#kit/telemetry/meter.ts';
import type { Traces } from '#kit/telemetry/open-traces.ts';
import { Background, watchEpoch } from './background.ts';
import { buildFlags, type PortalFlags } from './build-flags.ts';
import { buildRollouts } from './build-rollouts.ts';
import type { PortalConfig } from './config.ts';
import { buildBilling, type PortalBilling } from './customers/build-billing.ts';
import type { NamespaceReaderOptions } from './eligibility/namespace-reader.ts';
import { Replica } from './eligibility/replica.ts';
import { updateTrackedError } from './errors/error-store.ts';
import { listJobs } from './list-jobs.ts';
import { registerAuthentication } from './people/authenticate.ts';
import { SaasClient } from './provisioning/saas-client.ts';
import { SigningKeys } from './provisioning/signing-keys.ts';
import { registerRateLimit } from './rate-limit.ts';
import { registerRoutes } from './register-routes.ts';
import { CurrentRules } from './rule-sets/current-rules.ts';

/** Which half of the portal a process is: it serves, it works, or both. */
export type PortalParts = 'http' | 'jobs' | 'all';

export type Portal = {
  readonly app: Server;
  readonly database: Pool;
  readonly logger: Logger;
  readonly flags: PortalFlags;
  readonly telemetry: Telemetry;
  readonly billing: PortalBilling;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type PortalOptions = {
  readonly parts?: PortalParts;
  readonly reading?: NamespaceReaderOptions;
  /** Stopped with it. */
  readonly traces?: Traces;
};

/** Constructs a portal; nothing listens or runs until `start`. */
export async function buildPortal(config: PortalConfig, options: PortalOptions = {}): Promise<Portal> {
  const { reading = {}, traces } = options;
  const working = options.parts !== 'http';
  const logger = createLogger('portal', config.LOG_LEVEL);
  const database = createDatabase(config, logger);
  const keeper = new TelemetryKeeper(database);
  const telemetry = createOwnTelemetry(config, logger, keeper);
  const rules = new CurrentRules(database);
  const keys = new SigningKeys(database, config.PORTAL_URL);
  const saas = new SaasClient(config.SAAS_URL, keys);
  const replica = openReplica(config, reading, logger);
  const stopping = new AbortController();
  const errors = createOwnReporter(config, logger, database);
  const app = createServer({ logger, onUnforeseen: errors.report, tracer: traces?.tracer });
  const rollouts = buildRollouts({ config, database, logger, working });
  const common = { config, database, meter: telemetry.meter, stopping: stopping.signal };
  await registerEdges(app, { ...common, telemetry });
  const flags = buildFlags(app, { ...common, keeper, logger });
  const billing = buildBilling({ ...common, flags: flags.own, logger, trackError: errors.report });
  const jobs = listJobs({ database, rules, saas, config, billing });
  const work = { jobs, loops: [billing.sweep], working, logger, onUnforeseen: errors.report };
  const background = new Background({ ...common, ...work });
  const waking = { onCommitted: () => background.wake(), feed: background.feed };
  registerRoutes(app, { ...common, ...waking, rollouts, rules, keys, reading, replica, billing });
  const parts = { app, database, logger, flags, telemetry, billing };
  return {
    ...parts,
    start: async () => {
      // Before anything asks for a flag: jobs do.
      await flags.start();
      await background.start();
      replica?.start();
      rollouts.start();
      await app.listen({ port: config.PORTAL_PORT, host: config.PORTAL_HOST });
    },
    stop: async () => {
      stopping.abort();
      await setTimeout(config.PORTAL_DRAIN_SECONDS * 1_000);
      await app.close();
      await Promise.all([background.stop(), rollouts.stop()]);
      await billing.stop();
      await Promise.all([flags.stop(), telemetry.stop(), errors.stop()]);
      await Promise.all([replica?.stop(), saas.close(), database.end(), traces?.stop()]);
    },
  };
}

/** The portal tells itself its numbers without the way over HTTP. */
function createOwnTelemetry(config: PortalConfig, logger: Logger, keeper: TelemetryKeeper): Telemetry {
  const own = { service: 'portal', version: config.TRIALGATE_COMMIT, environment: config.TRIALGATE_ENVIRONMENT };
  const push = (instanceId: string) => ({
    push: (metrics: ResourceMetrics) => keeper.keep({ ...own, instanceId }, readingsOfMetrics(metrics)),
    close: async () => {},
  });
  return createTelemetry({ ...own, logger, push });
}

function openReplica(
  { PORTAL_REPLICA_DATABASE_URL: url }: PortalConfig,
  reading: NamespaceReaderOptions,
  logger: Logger,
) {
  return url === undefined ? undefined : new Replica(url, reading, logger);
}

/** The portal writes down its own errors itself. */
function createOwnReporter(config: PortalConfig, logger: Logger, database: Pool) {
  const { TRIALGATE_COMMIT: commit, TRIALGATE_ENVIRONMENT: environment, SENTRY_DSN: dsn } = config;
  const keep = (report: ErrorReport) => updateTrackedError(database, report);
  const sinks = [keep, ...(dsn === undefined ? [] : [reportToSentry(dsn)])];
  return createErrorReporter({ service: 'portal', environment, commit, logger, sinks });
}

function createDatabase(config: PortalConfig, logger: Logger): Pool {
  return createPool({
    connectionString: config.PORTAL_DATABASE_URL,
    applicationName: 'portal',
    max: config.PORTAL_DATABASE_CONNECTIONS,
    // A restore ends every connection, so that no statement can run before the epoch was compared.
    onConnect: (client) => watchEpoch(client, logger),
    onError: (error) => logger.warn({ err: error }, 'idle database connection lost'),
  });
}

type Edges = {
  readonly config: PortalConfig;
  readonly database: Pool;
  readonly telemetry: Telemetry;
  readonly stopping: AbortSignal;
};

/** What every route has in common: documentation, health, who calls, how often. */
async function registerEdges(app: Server, { config, database, telemetry, stopping }: Edges): Promise<void> {
  finishConnections(app, () => stopping.aborted);
  const plain = app as unknown as FastifyInstance;
  await registerDocs(plain, {
    title: 'Trialgate portal',
    description: 'Which trials may a namespace start, why not, and starting them exactly once.',
    version: config.TRIALGATE_COMMIT,
    securitySchemes: {
      personal_token: { type: 'http', scheme: 'bearer', description: 'A personal token, tg_…' },
      admin_email: { type: 'apiKey', in: 'header', name: 'X-Admin-Email' },
      admin_token: { type: 'apiKey', in: 'header', name: 'X-Admin-Token' },
    },
    security: [['personal_token'], ['admin_email', 'admin_token']],
  });
  registerHealth(app, {
    telemetry,
    version: { commit: config.TRIALGATE_COMMIT, environment: config.TRIALGATE_ENVIRONMENT },
    isStopping: () => stopping.aborted,
    checks: [
      { name: 'database', required: true, check: async () => void (await database.query('SELECT 1')) },
      { name: 'saas', required: false, check: () => assertAlive(config.SAAS_URL) },
    ],
  });
  const guessedTooOften = await registerRateLimit(plain, config.PORTAL_RATE_LIMIT);
  await plain.register(cookie);
  const gitlab = { email: config.PORTAL_ADMIN_EMAIL, token: config.PORTAL_ADMIN_TOKEN };
  registerAuthentication(plain, database, { gitlab, guessedTooOften });
}

async function assertAlive(url: string): Promise<void> {
  const reply = await fetch(`${url}/-/liveness`);
  if (!reply.ok) throw new Error(`answered ${reply.status}`);
}
