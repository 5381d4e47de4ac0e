import { LRUCache } from 'lru-cache';

const REMEMBERED_MS = 60_000;

/** Ids that the portal left out of an answer: unknown, and not asked again for a minute. */
export class LeftOut {
  readonly #until = new LRUCache<number, number>({ max: 50_000 });

  has(id: number, now: number): boolean {
    return this.#until.size > 0 && (this.#until.get(id) ?? 0) > now;
  }

  add(id: number, now: number): void {
    this.#until.set(id, now + REMEMBERED_MS);
  }

  /** Something changed: it may be asked again. */
  delete(id: number): void {
    this.#until.delete(id);
  }
}
