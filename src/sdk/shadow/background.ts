import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';

export type BackgroundOptions = {
  readonly concurrency: number;
  /** What may wait at most. */
  readonly waiting: number;
  /** What was not done because too much was waiting, or because the last ones failed. */
  readonly onDropped: (reason: 'full' | 'breaker_open') => void;
  readonly onFailed: (error: unknown) => void;
};

const FAILURES = 5;
const TRY_AGAIN_AFTER = 10_000;

/** Work that nobody waits for: bounded in number, begun in a later turn of the event loop, and never in the caller's way. */
export class Background {
  readonly #options: BackgroundOptions;
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #breaker = circuitBreaker(handleAll, {
    halfOpenAfter: TRY_AGAIN_AFTER,
    breaker: new ConsecutiveBreaker(FAILURES),
  });
  #isStopped = false;

  constructor(options: BackgroundOptions) {
    this.#options = options;
  }

  /** How much is under way or waits. */
  get size(): number {
    return this.#waiting.length + this.#running.size;
  }

  add(work: () => Promise<void>): void {
    if (this.#isStopped) return;
    if (this.#waiting.length >= this.#options.waiting) {
      this.#options.onDropped('full');
      return;
    }
    this.#waiting.push(work);
    // After the caller's own continuations: they come first.
    setImmediate(() => this.#next());
  }

  #next(): void {
    if (this.#isStopped || this.#running.size >= this.#options.concurrency) return;
    const work = this.#waiting.shift();
    if (!work) return;
    const running = this.#breaker
      .execute(work)
      .catch((error: unknown) => {
        if (error instanceof BrokenCircuitError) this.#options.onDropped('breaker_open');
        else this.#options.onFailed(error);
      })
      .finally(() => {
        this.#running.delete(running);
        this.#next();
      });
    this.#running.add(running);
  }

  /** Forgets what waits, and waits for what is under way, which has a deadline. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#waiting.length = 0;
    await Promise.all(this.#running);
  }
}
