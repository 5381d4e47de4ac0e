import { timingSafeEqual } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { WakeableLoop } from '#kit/jobs/wakeable-loop.ts';
import { ListeningConnection } from '#kit/postgres/listening-connection.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import { listChangedEnvironments } from './environment-store.ts';
import { FLAG_CHANNEL, readFlagNotification } from './flag-notification.ts';
import { type FlagSnapshot, takeSnapshot, withFeature } from './flag-snapshot.ts';
import { type FlagTokenHash, hashFlagToken, listFlagTokenHashes } from './flag-token-store.ts';

/** In case a notification was lost. */
const LOOK_EVERY = 1_000;

/**
 * Every environment's flags and tokens as this process knows them: in memory, so that clients are answered while the
 * database is away, and moved by a notification within the commit of each change, whichever process made it.
 */
export class FlagBoard {
  readonly #database: Pool;
  readonly #loop: WakeableLoop;
  readonly #connection: ListeningConnection;
  readonly #moved = new EventEmitter().setMaxListeners(0);
  readonly #snapshots = new Map<string, FlagSnapshot>();
  #tokens: readonly FlagTokenHash[] = [];

  constructor(database: Pool, connectionString: string, logger: Logger) {
    this.#database = database;
    this.#loop = new WakeableLoop({ name: 'flag board', every: LOOK_EVERY, logger, turn: () => this.#look() });
    this.#connection = new ListeningConnection({
      connectionString,
      applicationName: 'portal flags',
      channel: FLAG_CHANNEL,
      onNotification: (payload) => this.#hear(payload),
      logger,
    });
  }

  /** Reads everything once, then follows it. @throws {Error} of the driver when the database is not there. */
  async start(): Promise<void> {
    await this.#look();
    this.#loop.start();
  }

  /** What clients of an environment may read now; undefined for one that is not there. */
  find(environment: string): FlagSnapshot | undefined {
    return this.#snapshots.get(environment);
  }

  /** The environment that a secret opens. Every token is compared, each in constant time. */
  findEnvironment(secret: string): string | undefined {
    const hash = hashFlagToken(secret);
    let found: string | undefined;
    for (const token of this.#tokens) if (timingSafeEqual(token.hash, hash)) found = token.environment;
    return found;
  }

  /** Told after each move, when everything has been taken over. @returns what ends it. */
  onMove(listener: () => void): () => void {
    this.#moved.on('moved', listener);
    return () => this.#moved.off('moved', listener);
  }

  /** Waits until anything moves, at most until `signal` says so. */
  async untilMoved(signal: AbortSignal): Promise<void> {
    await once(this.#moved, 'moved', { signal }).catch(() => {});
  }

  /** Takes over the very next change of an environment as it is told; after a gap everything is read. */
  #hear(payload: string): void {
    const told = readFlagNotification(payload);
    const known = told && this.#snapshots.get(told.environment);
    if (told && known?.revision === told.revision - 1) {
      this.#snapshots.set(told.environment, withFeature(known, told));
      this.#moved.emit('moved');
    } else this.#loop.wake();
  }

  async #look(): Promise<boolean> {
    await this.#connection.connect();
    const known = new Map([...this.#snapshots].map(([name, { revision }]) => [name, revision]));
    const [changed, tokens] = await Promise.all([
      listChangedEnvironments(this.#database, known),
      listFlagTokenHashes(this.#database),
    ]);
    const revoked = this.#tokens.some(({ id }) => !tokens.some((token) => token.id === id));
    this.#tokens = tokens;
    // What was told while this was read may be newer than it.
    const behind = changed.filter(({ name }) => this.#snapshots.get(name)?.revision !== known.get(name));
    for (const one of changed) if (!behind.includes(one)) this.#snapshots.set(one.name, takeSnapshot(one));
    if (changed.length > behind.length || revoked) this.#moved.emit('moved');
    return behind.length > 0;
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#connection.end();
  }
}
