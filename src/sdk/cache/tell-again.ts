import type { Tombstone } from './store/eligibility-store.ts';

/** Like the feed's second pass: when no fill that is still accepted can be older. Milliseconds. */
const AFTER = 16_000;
const LOOK_EVERY = 500;
const MOST = 100_000;

type Due = { readonly at: number; readonly tombstones: readonly Tombstone[] };

/**
 * Changes without a version, to be told once more: they stand in no feed, from which a store that has lost them could be
 * told again. Beyond 100,000 the oldest are dropped.
 */
export class TellAgain {
  readonly #tell: (tombstones: readonly Tombstone[]) => Promise<void>;
  readonly #due: Due[] = [];
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (tombstones: readonly Tombstone[]) => Promise<void>) {
    this.#tell = tell;
  }

  add(tombstones: readonly Tombstone[]): void {
    this.#due.push({ at: performance.now() + AFTER, tombstones });
    this.#waiting += tombstones.length;
    while (this.#waiting > MOST && this.#due.length > 1) this.#take();
    if (this.#timer) return;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY);
    this.#timer.unref();
  }

  #look(): void {
    const now = performance.now();
    const tombstones: Tombstone[] = [];
    while (this.#due[0] && this.#due[0].at <= now) tombstones.push(...this.#take());
    if (this.#due.length === 0) this.stop();
    if (tombstones.length > 0) void this.#tell(tombstones);
  }

  #take(): readonly Tombstone[] {
    const tombstones = this.#due.shift()?.tombstones ?? [];
    this.#waiting -= tombstones.length;
    return tombstones;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#due.length = 0;
    this.#waiting = 0;
  }
}
