const LOOK_EVERY = 10;

type Waiting = { readonly until: number; readonly giveUp: () => void };

/**
 * Deadlines of many short waits, looked at together a hundred times a second while there are any: a timer of its own would
 * cost a read from the store more than everything else that is done for it here.
 */
export class Deadlines {
  readonly #waiting = new Set<Waiting>();
  #timer: NodeJS.Timeout | undefined;
  #wasUsed = false;

  /** The promise, or a rejection when it takes longer, by up to 10 ms more. What was begun goes on. */
  within<Value>(promise: Promise<Value>, milliseconds: number, late: () => Error): Promise<Value> {
    this.#wasUsed = true;
    if (!this.#timer) this.#look();
    return new Promise((resolve, reject) => {
      const waiting = { until: performance.now() + milliseconds, giveUp: () => reject(late()) };
      this.#waiting.add(waiting);
      promise.then(
        (value) => {
          this.#waiting.delete(waiting);
          resolve(value);
        },
        (error: unknown) => {
          this.#waiting.delete(waiting);
          reject(error);
        },
      );
    });
  }

  #look(): void {
    const now = performance.now();
    for (const waiting of this.#waiting) {
      if (waiting.until > now) continue;
      this.#waiting.delete(waiting);
      waiting.giveUp();
    }
    const goesOn = this.#waiting.size > 0 || this.#wasUsed;
    this.#wasUsed = false;
    this.#timer = goesOn ? setTimeout(() => this.#look(), LOOK_EVERY) : undefined;
    // A process may end with nobody waiting.
    if (this.#waiting.size === 0) this.#timer?.unref();
  }
}
