import type { Logger } from '../telemetry/logger.ts';

/** A piece of background work, lying with its topic and registered in `build-…`. */
export type Job = {
  readonly name: string;
  /** Throws to be tried again later, by the queue's backoff (at most about six hours between tries). */
  readonly run: (payload: Record<string, unknown>, context: JobContext) => Promise<void>;
  /** A crontab's five fields, in UTC. */
  readonly schedule?: string;
};

export type JobContext = { readonly attempt: number; readonly logger: Logger };
