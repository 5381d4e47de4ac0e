import { EventEmitter, once } from 'node:events';
import { WakeableLoop } from '#kit/jobs/wakeable-loop.ts';
import { ListeningConnection } from '#kit/postgres/listening-connection.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import type { Cursor } from '../contract/change-cursor.ts';
import { FEED_CHANNEL, type FeedPage, parseTold, readFeed, type Told } from './change-store.ts';
import { RELAY_CHANNEL } from './relay-bell.ts';

const LOOK_EVERY = 250;

/**
 * How far the feed has come, known to every process: one connection listens, and the database is looked at every quarter
 * of a second in case a notification was lost. Readers that wait are woken together, with what the relay has told.
 */
export class ChangeFeed {
  readonly #moved = new EventEmitter().setMaxListeners(0);
  readonly #loop: WakeableLoop;
  readonly #connection: ListeningConnection;
  #head: Cursor | undefined;
  #told: Told | undefined;
  #heard = 0;

  constructor(database: Pool, connectionString: string, logger: Logger) {
    this.#loop = new WakeableLoop({ name: 'change feed', every: LOOK_EVERY, logger, turn: () => this.#look(database) });
    this.#connection = new ListeningConnection({
      connectionString,
      applicationName: 'portal feed',
      channel: FEED_CHANNEL,
      onNotification: (payload) => this.#hear(payload),
      logger,
    });
  }

  start(): void {
    this.#loop.start();
  }

  /**
   * Waits until the feed is past a place, at most `milliseconds` or until `signal` says so.
   * @returns what came after that place, if it was told; else whoever asks has to read.
   */
  async untilPast(place: Cursor, milliseconds: number, signal: AbortSignal): Promise<FeedPage | undefined> {
    // What was heard while the reader looked by itself wakes nobody a second time.
    if (!this.#isPast(place)) {
      const late = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
      await once(this.#moved, 'moved', { signal: late }).catch(() => {});
    }
    const { after, page } = this.#told ?? {};
    return after === place.position && page?.epoch === place.epoch ? page : undefined;
  }

  #isPast({ epoch, position }: Cursor): boolean {
    const head = this.#head;
    return head !== undefined && (head.epoch > epoch || (head.epoch === epoch && head.position > position));
  }

  /** Tells the relays that something was committed. On this connection because every process has it and nobody queues for it. */
  async ringRelay(): Promise<void> {
    await this.#connection.open?.query(`NOTIFY ${RELAY_CHANNEL}`);
  }

  #hear(payload: string): void {
    this.#heard += 1;
    this.#told = parseTold(payload);
    if (this.#told) this.#moveTo({ epoch: this.#told.page.epoch, position: this.#told.page.head });
    else this.#loop.wake();
  }

  async #look(database: Pool): Promise<boolean> {
    await this.#connection.connect();
    const heard = this.#heard;
    const { epoch, head: position } = await readFeed(database, null, 0);
    // It may have read before what was heard meanwhile.
    if (heard !== this.#heard) return false;
    // A dump that was loaded, or a notification that was lost.
    if (this.#told?.page.epoch !== epoch || this.#told.page.head !== position) this.#told = undefined;
    this.#moveTo({ epoch, position });
    return false;
  }

  #moveTo(head: Cursor): void {
    if (head.epoch === this.#head?.epoch && head.position === this.#head.position) return;
    this.#head = head;
    this.#moved.emit('moved');
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    this.#moved.emit('moved');
    await this.#connection.end();
  }
}
