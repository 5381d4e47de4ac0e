import type { Change } from '../cache/invalidator.ts';

/** How long after the first pass: a replica of the portal is asked up to 10 s behind, and a fill accepted for 5 s; then no fill
 * that is still accepted can be older. Milliseconds. */
export const SECOND_PASS_AFTER = 16_000;
const MOST_CHANGES = 200_000;

export type Page = {
  readonly changes: readonly Change[];
  readonly ruleSet: number | undefined;
  /** The feed's position behind these changes. */
  readonly cursor: string;
  /** Monotonic milliseconds. */
  readonly dueAt: number;
};

/** What was applied once and has to be applied again. */
export class SecondPass {
  readonly #pages: Page[] = [];
  #changes = 0;

  /** While it is full the feed is not read on: it is then behind, and what lies in the store turns soft. */
  get isFull(): boolean {
    return this.#changes >= MOST_CHANGES;
  }

  get isEmpty(): boolean {
    return this.#pages.length === 0;
  }

  add(page: Page): void {
    this.#pages.push(page);
    this.#changes += page.changes.length;
  }

  /** The next page that is due; it stays until it is done. */
  due(now: number): Page | undefined {
    const page = this.#pages[0];
    return page && page.dueAt <= now ? page : undefined;
  }

  done(page: Page): void {
    if (this.#pages[0] !== page) return;
    this.#pages.shift();
    this.#changes -= page.changes.length;
  }

  clear(): void {
    this.#pages.length = 0;
    this.#changes = 0;
  }
}
