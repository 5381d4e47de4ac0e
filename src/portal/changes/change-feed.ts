import { EventEmitter, once } from 'node:events';
import pg from 'pg';
import { WakeableLoop } from '#kit/jobs/wakeable-loop.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import { type FeedState, readFeedState } from './change-store.ts';

/** The channel on which the relay says that there are new positions. */
export const FEED_CHANNEL = 'eligibility_feed';
const LOOK_EVERY = 250;

/**
 * Where the feed stands, known to every process: one connection listens, and looks every quarter of a second in case a
 * notification was lost. Readers that wait are woken together.
 */
export class ChangeFeed {
  readonly #connectionString: string;
  readonly #logger: Logger;
  readonly #moved = new EventEmitter().setMaxListeners(0);
  readonly #loop: WakeableLoop;
  #listener: pg.Client | undefined;
  #state: FeedState | undefined;

  constructor(database: Pool, connectionString: string, logger: Logger) {
    this.#connectionString = connectionString;
    this.#logger = logger;
    this.#loop = new WakeableLoop({
      name: 'change feed',
      every: LOOK_EVERY,
      logger,
      turn: async () => {
        await this.#listen();
        const state = await readFeedState(database);
        const moved = state.head !== this.#state?.head || state.epoch !== this.#state.epoch;
        this.#state = state;
        if (moved) this.#moved.emit('moved');
        return false;
      },
    });
  }

  start(): void {
    this.#loop.start();
  }

  /** Where the feed stood a moment ago. */
  get state(): FeedState | undefined {
    return this.#state;
  }

  /** Resolves when the feed moves, at the latest after `milliseconds`, or when `signal` says so. */
  async untilMoved(milliseconds: number, signal: AbortSignal): Promise<void> {
    const late = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
    await once(this.#moved, 'moved', { signal: late }).catch(() => {});
  }

  async #listen(): Promise<void> {
    if (this.#listener) return;
    const client = new pg.Client({ connectionString: this.#connectionString, application_name: 'portal feed' });
    const forget = () => {
      if (this.#listener === client) this.#listener = undefined;
    };
    client.on('error', (error) => {
      this.#logger.warn({ err: error }, 'feed listener lost');
      forget();
    });
    client.on('end', forget);
    client.on('notification', () => this.#loop.wake());
    await client.connect();
    await client.query(`LISTEN ${FEED_CHANNEL}`);
    this.#listener = client;
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    this.#moved.emit('moved');
    await this.#listener?.end();
  }
}
