import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { createServer, type Server } from '#kit/http/create-server.ts';
import { registerHealth } from '#kit/http/health.ts';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import { createLogger, type Logger } from '#kit/telemetry/logger.ts';
import { createTelemetry } from '#kit/telemetry/meter.ts';
import { ensureEpoch } from './changes/epoch.ts';
import type { PortalConfig } from './config.ts';
import { EligibilityAnswers } from './eligibility/answer-eligibility.ts';
import { registerEligibilityRoutes } from './eligibility/eligibility-routes.ts';
import { NamespaceReader, type NamespaceReaderOptions } from './eligibility/namespace-reader.ts';
import { registerAuthentication } from './people/authenticate.ts';
import { CurrentRules } from './rule-sets/current-rules.ts';

export type Portal = {
  readonly app: Server;
  readonly database: Pool;
  readonly logger: Logger;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Constructs a portal; nothing listens or runs until `start`. */
export async function buildPortal(config: PortalConfig, reading: NamespaceReaderOptions = {}): Promise<Portal> {
  const logger = createLogger('portal', config.LOG_LEVEL);
  const telemetry = createTelemetry('portal');
  const database = createPool({
    connectionString: config.PORTAL_DATABASE_URL,
    applicationName: 'portal',
    // A restore ends every connection, so that no statement can run before the epoch was compared.
    onConnect: async (client) => {
      const epoch = await ensureEpoch(client as never);
      if (epoch !== undefined) logger.warn({ epoch }, 'a new epoch has begun');
    },
    onError: (error) => logger.warn({ err: error }, 'idle database connection lost'),
  });
  const rules = new CurrentRules(database);
  const app = createServer({ logger });
  let stopping = false;
  registerHealth(app, {
    telemetry,
    version: { commit: config.TRIALGATE_COMMIT, environment: config.TRIALGATE_ENVIRONMENT },
    isStopping: () => stopping,
    checks: [{ name: 'database', required: true, check: async () => void (await database.query('SELECT 1')) }],
  });
  registerAuthentication(app as unknown as FastifyInstance, database, {
    email: config.PORTAL_ADMIN_EMAIL,
    token: config.PORTAL_ADMIN_TOKEN,
  });
  await app.register(rateLimit, { max: config.PORTAL_RATE_LIMIT, timeWindow: 1_000 });
  registerEligibilityRoutes(
    app,
    new EligibilityAnswers(new NamespaceReader(database, reading), rules, telemetry.meter),
    telemetry.meter,
  );
  return {
    app,
    database,
    logger,
    start: async () => {
      await app.listen({ port: config.PORTAL_PORT, host: config.PORTAL_HOST });
    },
    stop: async () => {
      stopping = true;
      await app.close();
      await database.end();
      await telemetry.stop();
    },
  };
}
