import type { Clock } from '#kit/clock/clock.ts';
import type { Server } from '#kit/http/create-server.ts';
import { JobQueue } from '#kit/jobs/job-queue.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { ErrorReporter } from '#kit/telemetry/error-reporter.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import type { Meter } from '#kit/telemetry/meter.ts';
import type { TrialEligibility } from '#sdk/index.ts';
import type { SaasConfig } from './config.ts';
import { createTrialGate } from './pages/create-trial-gate.ts';
import { PAGES_FOLDER } from './pages/pages-folder.ts';
import { registerPages } from './pages/register-pages.ts';
import { registerProduct } from './product/register-product.ts';
import { createRegistrationMetrics } from './registration/registration-metrics.ts';
import { forgetSessions } from './sessions/forget-sessions.ts';
import { applyInBackground } from './trials/apply-in-background.ts';
import { TrialFinder } from './trials/trial-finder.ts';

const CONCURRENCY = 4;

export type ProductParts = {
  readonly app: Server;
  readonly config: SaasConfig;
  readonly database: Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly eligibility: () => TrialEligibility;
  readonly meter: Meter;
  /** Told of what nobody foresaw in a job. */
  readonly onUnforeseen: ErrorReporter['report'];
};

/** Constructs the product's API and the work behind it. */
export function buildProduct({ app, config, database, clock, logger, eligibility, meter, onUnforeseen }: ProductParts) {
  const jobs = new JobQueue({
    database,
    connectionString: config.databaseUrl,
    concurrency: CONCURRENCY,
    logger,
    onUnforeseen,
    jobs: [applyInBackground({ database, eligibility }), forgetSessions(database)],
  });
  const finder = new TrialFinder(database, eligibility);
  registerProduct(app, {
    database,
    clock,
    eligibility,
    finder,
    version: config.commit,
    isSecure: config.saasUrl.startsWith('https:'),
    wake: () => jobs.wake(),
    registrations: createRegistrationMetrics(meter),
  });
  // Not among the API's routes, so that a file costs no look at sessions.
  registerPages(app, { folder: PAGES_FOLDER, gate: createTrialGate(database, finder) });
  return { start: () => jobs.start(), stop: () => jobs.stop() };
}
