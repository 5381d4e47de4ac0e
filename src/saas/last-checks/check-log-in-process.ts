import { LRUCache } from 'lru-cache';
import type { CheckLog } from './check-log.ts';
import { type KeptCheck, MOST_KEPT } from './kept-check.ts';

const NAMESPACES = 10_000;

/** For a saas without Redis: each process knows its own checks alone, and says so. */
export class CheckLogInProcess implements CheckLog {
  readonly keptIn = 'process';
  readonly isReachable = true;
  readonly #checks = new LRUCache<number, readonly KeptCheck[]>({ max: NAMESPACES });
  #lost = 0;

  async append(checks: ReadonlyMap<number, readonly KeptCheck[]>, lost: number): Promise<void> {
    this.#lost += lost;
    for (const [id, added] of checks) {
      this.#checks.set(id, [...(this.#checks.get(id) ?? []), ...added].slice(-MOST_KEPT));
    }
  }

  async read(namespaceId: number) {
    return { checks: this.#checks.get(namespaceId) ?? [], lost: this.#lost };
  }
}
