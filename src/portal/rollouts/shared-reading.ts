import { LRUCache } from 'lru-cache';

/** However many want to know, it is read once and shared for a while. */
export class SharedReading<Value extends object> {
  readonly #shared: LRUCache<string, Promise<Value>>;

  /** @param forMs how old what is shared may be, in milliseconds. */
  constructor(forMs: number) {
    this.#shared = new LRUCache({ max: 200, ttl: forMs });
  }

  /** What lies under the key, or else what `read` finds. @throws what `read` throws, which is shared with nobody who comes later. */
  get(key: string, read: () => Promise<Value>): Promise<Value> {
    const reading = this.#shared.get(key) ?? read();
    this.#shared.set(key, reading, { noUpdateTTL: true });
    reading.catch(() => this.#shared.delete(key));
    return reading;
  }

  /** Something was changed here: whoever comes reads anew. */
  forget(): void {
    this.#shared.clear();
  }
}
