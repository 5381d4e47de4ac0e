import type pg from 'pg';
import { WakeableLoop } from '#kit/jobs/wakeable-loop.ts';
import { ListeningConnection } from '#kit/postgres/listening-connection.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import { tellFeed } from './change-store.ts';
import { RELAY_CHANNEL } from './relay-bell.ts';

// Any number will do, as long as every relay takes the same one.
const RELAY_LOCK = 7_421_002;
const MOST = 5_000;
const LOOK_EVERY = 50;
const STAND_BY = 1_000;

/**
 * Gives committed changes their positions. One process at a time does it: the one that holds the advisory lock on its
 * connection; another takes over when that connection is gone. Woken by its own process and, through the bell, by the
 * others; it looks 20 times a second all the same, in case nobody could wake it.
 */
export class ChangeRelay {
  readonly #loop: WakeableLoop;
  readonly #connection: ListeningConnection;
  #holdsLock = false;
  #told = -1;
  #partitionsUntil = 0;
  #nextTry = 0;

  /** @param onConnect runs on each new connection before positions are given, because what it tells carries the epoch. */
  constructor(connectionString: string, logger: Logger, onConnect: (client: pg.ClientBase) => Promise<void>) {
    this.#loop = new WakeableLoop({ name: 'change relay', every: LOOK_EVERY, logger, turn: () => this.#turn() });
    this.#connection = new ListeningConnection({
      connectionString,
      applicationName: 'portal relay',
      channel: RELAY_CHANNEL,
      onConnect,
      onNotification: () => this.#loop.wake(),
      onLost: () => {
        this.#holdsLock = false;
        this.#told = -1;
        this.#partitionsUntil = 0;
      },
      logger,
    });
  }

  start(): void {
    this.#loop.start();
  }

  /** Whether this process gives the positions, so that nobody else has to be told of its commits. */
  get holdsLock(): boolean {
    return this.#holdsLock;
  }

  /** Something was committed. */
  wake(): void {
    this.#loop.wake();
  }

  async #turn(): Promise<boolean> {
    if (!this.#holdsLock && Date.now() < this.#nextTry) return false;
    const client = await this.#connection.connect();
    if (!this.#holdsLock) {
      const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [RELAY_LOCK]);
      this.#holdsLock = rows[0]?.got ?? false;
      this.#nextTry = Date.now() + STAND_BY;
      if (!this.#holdsLock) return false;
    }
    await this.#ensurePartitions(client);
    return this.#relay(client);
  }

  /**
   * Both statements travel in one trip; the second sees what the first has committed, and is no part of its transaction
   * because a NOTIFY there would make other commits wait.
   */
  async #relay(client: pg.Client): Promise<boolean> {
    const [{ rows }, told] = await Promise.all([
      client.query<{ taken: number }>({ name: 'relay', text: 'SELECT relay_changes($1) AS taken', values: [MOST] }),
      tellFeed(client as unknown as Queryable, this.#told),
    ]);
    this.#told = told ?? this.#told;
    return rows[0]?.taken === MOST;
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

  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#connection.end();
  }
}
