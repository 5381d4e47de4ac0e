import { createClient } from 'redis';
import type { HealthCheck } from '#kit/http/health.ts';
import type { Logger } from '#kit/telemetry/logger.ts';

export type RedisConnection = ReturnType<typeof connectRedis>;

/** A client that goes on trying in the background, because saas starts and serves without Redis too. */
export function connectRedis(url: string, logger: Logger) {
  // Without this, node-redis gives every command a timer of its own, which halves what it can do in a second.
  const client = createClient({ url, commandOptions: { timeout: 0 } });
  let isAway = false;
  client.on('ready', () => {
    isAway = false;
  });
  // Told once for each time that it goes away, since every new attempt fails alike.
  client.on('error', (error: unknown) => {
    if (!isAway) logger.warn({ err: error }, 'redis cannot be reached; asking the portal until it can');
    isAway = true;
  });
  client.connect().catch((error: unknown) => logger.warn({ err: error }, 'redis was not connected'));
  return client;
}

/** Reported only: without Redis the portal is asked. */
export function redisCheck(client: () => RedisConnection): HealthCheck {
  return {
    name: 'redis',
    required: false,
    check: async () => {
      const redis = client();
      if (!redis.isReady) throw new Error('not connected');
      await redis.ping();
    },
  };
}
