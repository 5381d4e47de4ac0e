import pg from 'pg';
import { WakeableLoop } from '#kit/jobs/wakeable-loop.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import { FEED_CHANNEL } from './change-feed.ts';

// Any number will do, as long as every relay takes the same one.
const RELAY_LOCK = 7_421_002;
const MOST = 5_000;
const LOOK_EVERY = 50;
const STAND_BY = 1_000;

/**
 * Gives committed changes their positions. One process at a time does it: the one that holds the advisory lock on its
 * connection; another takes over when that connection is gone. Woken by its own process, it looks 20 times a second for
 * what others have committed.
 */
export class ChangeRelay {
  readonly #connectionString: string;
  readonly #logger: Logger;
  readonly #loop: WakeableLoop;
  #client: pg.Client | undefined;
  #holdsLock = false;
  #partitionsUntil = 0;
  #nextTry = 0;

  constructor(connectionString: string, logger: Logger) {
    this.#connectionString = connectionString;
    this.#logger = logger;
    this.#loop = new WakeableLoop({ name: 'change relay', every: LOOK_EVERY, logger, turn: () => this.#turn() });
  }

  start(): void {
    this.#loop.start();
  }

  /** Something was committed. */
  wake(): void {
    this.#loop.wake();
  }

  async #turn(): Promise<boolean> {
    if (!this.#holdsLock && Date.now() < this.#nextTry) return false;
    const client = this.#client ?? (await this.#connect());
    if (!this.#holdsLock) {
      const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [RELAY_LOCK]);
      this.#holdsLock = rows[0]?.got ?? false;
      this.#nextTry = Date.now() + STAND_BY;
      if (!this.#holdsLock) return false;
    }
    await this.#ensurePartitions(client);
    const { rows } = await client.query<{ taken: number }>('SELECT relay_changes($1) AS taken', [MOST]);
    const taken = rows[0]?.taken ?? 0;
    if (taken > 0) await client.query(`NOTIFY ${FEED_CHANNEL}`);
    return taken === MOST;
  }

  /** Today's partition and the next days', so that no change waits for one at midnight. */
  async #ensurePartitions(client: pg.Client): Promise<void> {
    if (Date.now() < this.#partitionsUntil) return;
    await client.query(
      `SELECT ensure_partition('eligibility_changes', 'day', clock_timestamp() + make_interval(days => day))
       FROM generate_series(0, 3) AS day`,
    );
    this.#partitionsUntil = Date.now() + 3_600_000;
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#connectionString,
      application_name: 'portal relay',
      keepAlive: true,
    });
    const forget = () => {
      if (this.#client !== client) return;
      this.#client = undefined;
      this.#holdsLock = false;
      this.#partitionsUntil = 0;
    };
    client.on('error', (error) => {
      this.#logger.warn({ err: error }, 'relay connection lost');
      forget();
    });
    client.on('end', forget);
    await client.connect();
    this.#client = client;
    return client;
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#client?.end();
  }
}
