import type { HealthCheck } from '#kit/http/health.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import type { Telemetry } from '#kit/telemetry/meter.ts';
import {
  type CacheInspection,
  createCacheInspection,
  createTrialEligibility,
  type TrialEligibility,
} from '#sdk/index.ts';
import type { SaasConfig } from './config.ts';
import { connectRedis, type RedisConnection, redisCheck } from './eligibility/connect-redis.ts';

export type Eligibility = {
  /** The SDK; opened by the first who asks, and following the portal's changes from then on. */
  readonly open: () => TrialEligibility;
  /** @throws {CacheUnavailable} where the cache lies in the memory of this process alone. */
  readonly inspect: () => CacheInspection;
  readonly checks: readonly HealthCheck[];
  readonly stop: () => Promise<void>;
};

const CLOSE_WITHIN = 2_000;

/** Constructs saas' use of the SDK. It runs whatever a flag says, so that switching one on never meets an old answer. */
export function buildEligibility(config: SaasConfig, logger: Logger, telemetry: Telemetry): Eligibility {
  const { portalUrl, portalAdminEmail, portalAdminToken, redisUrl, redisKeyPrefix: keyPrefix } = config;
  const redis = redisUrl === undefined ? undefined : new Once(() => connectRedis(redisUrl, logger));
  const withRedis = redis ? () => ({ redis: redis.get() }) : () => ({});
  const portal = { url: portalUrl, adminEmail: portalAdminEmail, adminToken: portalAdminToken };
  const eligibility = new Once(() =>
    createTrialEligibility({
      ...{ portal, logger, keyPrefix, meter: telemetry.meter },
      ...withRedis(),
    }),
  );
  const inspection = new Once(() =>
    createCacheInspection({ of: eligibility.get(), portal, keyPrefix, ...withRedis() }),
  );
  return {
    open: eligibility.get,
    inspect: inspection.get,
    checks: redis ? [redisCheck(redis.get)] : [],
    stop: async () => {
      const client = redis?.made;
      // What still waits for a Redis that is away, or that has stopped answering, would wait for ever.
      const cut = setTimeout(() => disconnect(client), client?.isReady === false ? 0 : CLOSE_WITHIN);
      await inspection.made?.close();
      await eligibility.made?.close();
      clearTimeout(cut);
      disconnect(client);
    },
  };
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
