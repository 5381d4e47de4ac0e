import { connectFlags, type Flags } from '#flags/client/connect-flags.ts';
import type { Clock } from '#kit/clock/clock.ts';
import type { HealthCheck } from '#kit/http/health.ts';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import type { Telemetry } from '#kit/telemetry/meter.ts';
import {
  type CacheInspection,
  createCacheInspection,
  createTrialEligibility,
  type LegacyQuery,
  type OpenFeatureClient,
  type ShadowOption,
  type TrialEligibility,
} from '#sdk/index.ts';
import type { SaasConfig } from './config.ts';
import { connectRedis, type RedisConnection, redisCheck } from './eligibility/connect-redis.ts';
import { CheckLogInProcess } from './last-checks/check-log-in-process.ts';
import { CheckLogRedis } from './last-checks/check-log-redis.ts';
import { LastChecks } from './last-checks/last-checks.ts';
import { createLostCounter } from './last-checks/last-checks-metrics.ts';
import { eligibilitySourceDatabase } from './legacy-queries/eligibility-source-database.ts';
import { explainLegacyQueries } from './legacy-queries/explain-legacy-queries.ts';
import { LegacyQueries } from './legacy-queries/legacy-queries.ts';

export type Eligibility = {
  /** The SDK; opened by the first who asks, and following the portal's changes from then on. */
  readonly open: () => TrialEligibility;
  /** @throws {CacheUnavailable} where the cache lies in the memory of this process alone. */
  readonly inspect: () => CacheInspection;
  /** The old queries, for the explanation. */
  readonly legacy: () => LegacyQueries;
  /** What the checks of each namespace have said lately. */
  readonly lastChecks: () => LastChecks;
  readonly checks: readonly HealthCheck[];
  /** Waits for the first flags, three seconds at most, and begins to follow the portal's changes. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const CLOSE_WITHIN = 2_000;
const LEGACY_WITHIN = 500;

/** Constructs saas' use of the SDK. It runs whatever a flag says, so that switching one on never meets an old answer. */
export function buildEligibility(config: SaasConfig, clock: Clock, logger: Logger, telemetry: Telemetry): Eligibility {
  const { portalUrl, portalAdminEmail, portalAdminToken, redisUrl, redisKeyPrefix: keyPrefix } = config;
  const redis = redisUrl === undefined ? undefined : new Once(() => connectRedis(redisUrl, logger));
  const withRedis = redis ? () => ({ redis: redis.get() }) : () => ({});
  const portal = { url: portalUrl, adminEmail: portalAdminEmail, adminToken: portalAdminToken };
  const flags = new Once(() => openFlags(config, logger));
  const flag = connected(flags.get);
  const legacy = openLegacy(config, clock, logger);
  const shadow = { flag, environment: config.environment, explainLegacy: legacy.explain };
  const log = () => (redis ? new CheckLogRedis(redis.get(), keyPrefix) : new CheckLogInProcess());
  const countLost = createLostCounter(telemetry.meter);
  const lastChecks = new Once(() => new LastChecks({ clock, logger, log: log(), countLost }));
  const options = { portal, logger, keyPrefix, meter: telemetry.meter, flag, legacy: legacy.answer, shadow };
  const eligibility = new Once(() =>
    createTrialEligibility({ ...options, onCheck: lastChecks.get().add, ...withRedis() }),
  );
  const inspection = new Once(() =>
    createCacheInspection({ of: eligibility.get(), portal, keyPrefix, ...withRedis() }),
  );
  return {
    open: eligibility.get,
    inspect: inspection.get,
    legacy: legacy.queries,
    lastChecks: lastChecks.get,
    start: async () => {
      await flags.get();
      eligibility.get();
    },
    checks: redis ? [redisCheck(redis.get)] : [],
    stop: async () => {
      const client = redis?.made;
      // What still waits for a Redis that is away, or that has stopped answering, would wait for ever.
      const cut = setTimeout(() => disconnect(client), client?.isReady === false ? 0 : CLOSE_WITHIN);
      await lastChecks.made?.stop();
      await inspection.made?.close();
      await eligibility.made?.close();
      clearTimeout(cut);
      disconnect(client);
      await (await flags.made)?.close();
      await legacy.close();
    },
  };
}

/** A client of flags that are connected when they are first asked. */
function connected(flags: () => Promise<Flags>): OpenFeatureClient {
  return { getBooleanDetails: async (...asked) => (await flags()).client.getBooleanDetails(...asked) };
}

/** The flag home's client: last known flags, else off, where the home does not answer. */
function openFlags(config: SaasConfig, logger: Logger): Promise<Flags> {
  const { flagsUrl: url, flagsToken: token, flagOverrides: overrides, dataFolder: folder, environment } = config;
  return connectFlags({ url, token, environment, folder, overrides, logger, appName: 'saas' });
}

/** The old queries; their pool is opened when one is first asked. */
function openLegacy(config: SaasConfig, clock: Clock, logger: Logger) {
  const database = new Once(() => openLegacyPool(config, logger));
  const queries = new Once(() => new LegacyQueries(database.get())).get;
  const answering = new Once(() => eligibilitySourceDatabase(queries(), clock)).get;
  const answer: LegacyQuery = (...asked) => answering()(...asked);
  const explain: ShadowOption['explainLegacy'] = (ids) => explainLegacyQueries(queries(), clock)(ids);
  return { queries, answer, explain, close: async () => void (await database.made?.end()) };
}

/** A pool of their own for the old queries, because theirs is another time-out. */
function openLegacyPool(config: SaasConfig, logger: Logger): Pool {
  return createPool({
    connectionString: config.databaseUrl,
    applicationName: 'saas legacy queries',
    max: 5,
    statementTimeout: LEGACY_WITHIN,
    acquireTimeout: LEGACY_WITHIN,
    onError: (error) => logger.warn({ err: error }, 'idle database connection lost'),
  });
}

function disconnect(client: RedisConnection | undefined): void {
  if (client?.isOpen) client.destroy();
}

/** Made by the first call of `get`; `made` says what that was, without making it. */
class Once<Made> {
  readonly #make: () => Made;
  made: Made | undefined;

  constructor(make: () => Made) {
    this.#make = make;
  }

  readonly get = (): Made => {
    this.made ??= this.#make();
    return this.made;
  };
}
