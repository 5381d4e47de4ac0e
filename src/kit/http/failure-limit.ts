import { LRUCache } from 'lru-cache';

const MOST_KEYS = 10_000;

/** Counts failures by key, and says when there were too many of them within a time: passwords can be guessed. */
export class FailureLimit {
  readonly #most: number;
  readonly #failures: LRUCache<string, number>;

  /** @param windowMs from the first failure on. */
  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#failures = new LRUCache({ max: MOST_KEYS, ttl: windowMs, noUpdateTTL: true });
  }

  isReached(key: string): boolean {
    return (this.#failures.get(key) ?? 0) >= this.#most;
  }

  /** How long it is until the key may try again, in whole seconds. */
  secondsLeft(key: string): number {
    return Math.max(1, Math.ceil(this.#failures.getRemainingTTL(key) / 1_000));
  }

  fail(key: string): void {
    this.#failures.set(key, (this.#failures.get(key) ?? 0) + 1);
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }
}
