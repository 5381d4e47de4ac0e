import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '#kit/clock/clock.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { CheckPortalToken } from './portal-token.ts';

/** What the portal has just changed, for whoever keeps answers about that namespace. */
export type NamespaceChange = {
  readonly namespaceId: number;
  /** The portal's eligibility version; undefined where the caller sent none. */
  readonly version: number | undefined;
  readonly operation: 'namespace' | 'subscription_created' | 'subscription_changed' | 'provision';
};

export type InternalApi = {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly checkToken: CheckPortalToken;
  /** Where people reach saas, without trailing slash. */
  readonly saasUrl: string;
  /** Told after a change is committed and before it is answered. */
  readonly onChange: (change: NamespaceChange, logger: FastifyBaseLogger) => Promise<void>;
};
