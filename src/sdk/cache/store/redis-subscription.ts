import { setTimeout as delay } from 'node:timers/promises';
import { CacheUnavailable } from '../../faults.ts';
import { within } from '../within.ts';
import type { Polled, Subscription, SubscriptionEvents } from './eligibility-store.ts';
import type { SubscriberClient } from './redis-commands.ts';
import { leave, poll } from './redis-shared.ts';
import type { StoreNames } from './store-names.ts';

const BREAKS = ['error', 'reconnecting', 'end', 'sharded-channel-moved'];
const TRY_AGAIN_AFTER = 100;
const OPEN_WITHIN = 2_000;
const LEAVE_WITHIN = 200;
const POLL_WITHIN = 5_000;

type Parts = {
  readonly names: StoreNames;
  readonly process: string;
  readonly events: SubscriptionEvents;
  /** A new connection to the master on which the channel is now; not connected yet. */
  readonly duplicate: () => Promise<SubscriberClient>;
  readonly sharded: boolean;
};

/**
 * A subscription that says when it was broken. Every connection is a new one, because the channel may meanwhile be on
 * another master, and because what comes after a break must not be taken for a continuation.
 */
export class RedisSubscription implements Subscription {
  readonly #parts: Parts;
  /** Undefined from a break until the next one has subscribed. */
  #connection: SubscriberClient | undefined;
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @throws whatever the client throws when it cannot connect, or {@link CacheUnavailable} when that takes too long. */
  async open(): Promise<this> {
    const connection = await this.#parts.duplicate();
    let isLost = false;
    const lose = () => {
      // Destroying it is a break, too.
      if (isLost) return;
      isLost = true;
      // A break before it has subscribed only fails this opening: nothing was lost that was there.
      if (this.#connection === connection) this.#lose(connection);
      else destroy(connection);
    };
    for (const event of BREAKS) connection.on(event, lose);
    const late = () => new CacheUnavailable('Redis did not let this process subscribe in time.');
    try {
      // Limited, because a client goes on trying the same address for ever, though the channel may have another by now.
      await within(this.#subscribe(connection), OPEN_WITHIN, late);
    } catch (error) {
      destroy(connection);
      throw error;
    }
    return this;
  }

  async #subscribe(connection: SubscriberClient): Promise<void> {
    const { names, sharded, events } = this.#parts;
    let isOpening = true;
    const onMessage = (text: string) => {
      if (!isOpening && this.#connection !== connection) return;
      const bar = text.indexOf('|');
      events.onMessage(Number(text.slice(0, bar)), text.slice(bar + 1));
    };
    await connection.connect();
    await (sharded ? connection.sSubscribe(names.channel, onMessage) : connection.subscribe(names.channel, onMessage));
    this.#connection = connection;
    isOpening = false;
  }

  async poll(acknowledged: number | undefined): Promise<Polled> {
    const connection = this.#connection;
    if (!connection) throw new CacheUnavailable('There is no connection to Redis to confirm with.');
    const { names, process } = this.#parts;
    let isLate = false;
    const late = () => {
      isLate = true;
      return new CacheUnavailable('Redis did not answer on the connection of the messages.');
    };
    try {
      return await within(poll(connection, names, process, acknowledged), POLL_WITHIN, late);
    } catch (error) {
      // A line that was dropped in silence would be waited for until the system gives up on it.
      if (isLate && this.#connection === connection) this.#lose(connection);
      throw error;
    }
  }

  #lose(connection: SubscriberClient): void {
    this.#connection = undefined;
    destroy(connection);
    if (this.#closed) return;
    this.#parts.events.onLost();
    void this.#reopen();
  }

  async #reopen(): Promise<void> {
    while (!this.#closed) {
      await delay(TRY_AGAIN_AFTER);
      try {
        await this.open();
        if (this.#closed) return await this.close();
        return this.#parts.events.onRestored();
      } catch {
        // Tried again: the events have told that it is away.
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const connection = this.#connection;
    this.#connection = undefined;
    if (!connection) return;
    const { names, process } = this.#parts;
    // A Redis that is away forgets this process by itself, in a second and a half.
    await Promise.race([leave(connection, names, process), delay(LEAVE_WITHIN)]).catch(() => {});
    destroy(connection);
  }
}

function destroy(connection: SubscriberClient): void {
  try {
    connection.destroy();
  } catch {
    // It was closed already.
  }
}
