import { setTimeout as delay } from 'node:timers/promises';
import { InvalidationUnfinished } from '../faults.ts';

const LOOK_EVERY = 1;

type Waiter = { readonly number: number; readonly resolve: () => void };

/** Waits until every process has applied a message; all that wait look together. */
export class Acknowledgements {
  readonly #readLeast: () => Promise<number>;
  readonly #waiters = new Set<Waiter>();
  #looking = false;

  constructor(readLeast: () => Promise<number>) {
    this.#readLeast = readLeast;
  }

  /**
   * @param milliseconds how long to wait.
   * @throws {InvalidationUnfinished} when a process has not applied the message by then.
   */
  async untilAcknowledged(number: number, milliseconds: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { number, resolve };
    const timer = setTimeout(
      () => reject(new InvalidationUnfinished(`Not every process acknowledged the change within ${milliseconds} ms.`)),
      milliseconds,
    );
    this.#waiters.add(waiter);
    void this.#look();
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(waiter);
    }
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    while (this.#waiters.size > 0) {
      const least = await this.#readLeast().catch(() => Number.NEGATIVE_INFINITY);
      for (const waiter of this.#waiters) {
        if (waiter.number > least) continue;
        this.#waiters.delete(waiter);
        waiter.resolve();
      }
      if (this.#waiters.size > 0) await delay(LOOK_EVERY);
    }
    this.#looking = false;
  }
}
