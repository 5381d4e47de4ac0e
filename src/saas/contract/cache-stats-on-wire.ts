import type { CacheStatsAnswer } from '#sdk/index.ts';

/** How the cache stands, as `GET /api/v1/eligibility_cache/stats` tells it under `stats`. */
export type CacheStatsOnWire = CacheStatsAnswer;
