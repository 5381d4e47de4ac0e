import type { Job } from '#kit/jobs/job.ts';
import { JobQueue } from '#kit/jobs/job-queue.ts';
import { WakeableLoop } from '#kit/jobs/wakeable-loop.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { ErrorReporter } from '#kit/telemetry/error-reporter.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import type { Meter } from '#kit/telemetry/meter.ts';
import { ChangeFeed } from './changes/change-feed.ts';
import { ChangeRelay } from './changes/change-relay.ts';
import { ensureEpoch } from './changes/epoch.ts';
import { RelayBell } from './changes/relay-bell.ts';
import type { PortalConfig } from './config.ts';
import { ensurePartitions } from './housekeeping.ts';
import { watchBacklog } from './provisioning/watch-backlog.ts';

const EPOCH_EVERY = 10_000;
const CONCURRENCY = 8;

export type BackgroundOptions = {
  readonly database: Pool;
  readonly config: PortalConfig;
  readonly meter: Meter;
  readonly logger: Logger;
  readonly jobs: readonly Job[];
  /** Run beside the jobs, where work is done. */
  readonly loops: readonly WakeableLoop[];
  /** Told of what nobody foresaw in a job. */
  readonly onUnforeseen: ErrorReporter['report'];
  /** Off in a process that only serves: it watches the epoch and the feed, and leaves the work to others. */
  readonly working: boolean;
};

/** What a portal does besides answering. */
export class Background {
  readonly feed: ChangeFeed;
  readonly #options: BackgroundOptions;
  readonly #relay: ChangeRelay;
  readonly #bell: RelayBell;
  readonly #jobs: JobQueue;
  readonly #epoch: WakeableLoop;
  readonly #backlog: WakeableLoop;

  constructor(options: BackgroundOptions) {
    const { database, logger, jobs, onUnforeseen } = options;
    const connectionString = options.config.PORTAL_DATABASE_URL;
    this.#options = options;
    this.feed = new ChangeFeed(database, connectionString, logger);
    this.#relay = new ChangeRelay(connectionString, logger, (client) => watchEpoch(client, logger));
    this.#bell = new RelayBell(() => this.feed.ringRelay());
    this.#jobs = new JobQueue({ database, connectionString, jobs, concurrency: CONCURRENCY, logger, onUnforeseen });
    this.#backlog = watchBacklog(database, options.meter, logger);
    const turn = async () => {
      await watchEpoch(database, logger);
      return false;
    };
    this.#epoch = new WakeableLoop({ name: 'epoch', every: EPOCH_EVERY, logger, turn });
  }

  async start(): Promise<void> {
    await ensurePartitions(this.#options.database);
    this.#epoch.start();
    this.feed.start();
    if (!this.#options.working) return;
    this.#relay.start();
    this.#backlog.start();
    for (const loop of this.#options.loops) loop.start();
    await this.#jobs.start();
  }

  /** Something was committed that the relay or the outbox carries on. */
  wake(): void {
    if (this.#relay.holdsLock) this.#relay.wake();
    else this.#bell.ring();
    this.#jobs.wake();
  }

  async stop(): Promise<void> {
    const loops = [this.#epoch, this.#backlog, this.feed, this.#relay, this.#jobs, ...this.#options.loops];
    await Promise.all(loops.map((one) => one.stop()));
  }
}

/** Compares the database's identity with the epoch's and says so when a new one has begun. */
export async function watchEpoch(database: Pick<Pool, 'query'>, logger: Logger): Promise<void> {
  const epoch = await ensureEpoch(database);
  // The first one of a new database is nothing that anybody has to know.
  if (epoch !== undefined && epoch > 1) logger.warn({ epoch }, 'a new epoch has begun');
}
