const LOOKED_AT_EVERY = 5;
/** Less than that is how exact a timer is. */
const LEAST = 2;
const MOST_KEPT = 5_000;

type Stall = { readonly at: number; readonly milliseconds: number };

/** How long this process's event loop stands still; what it cannot answer meanwhile is not the fault of what it tests. */
export class StallWatch implements Disposable {
  #last = performance.now();
  #longest = 0;
  /** With the moment at which each was over. */
  #stalls: Stall[] = [];
  readonly #timer = setInterval(() => this.#look(), LOOKED_AT_EVERY);

  /** The longest since this was last asked, in milliseconds, also one that has not let the timer come yet. */
  take(): number {
    this.#look();
    const longest = this.#longest;
    this.#longest = 0;
    return longest;
  }

  /** All of them together since a moment of `performance.now()`, in milliseconds, with the one that is just over. */
  since(moment: number): number {
    this.#look();
    let sum = 0;
    for (let place = this.#stalls.length - 1; place >= 0; place--) {
      const stall = this.#stalls[place];
      if (!stall || stall.at < moment) break;
      sum += stall.milliseconds;
    }
    return sum;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    const milliseconds = now - this.#last - LOOKED_AT_EVERY;
    this.#longest = Math.max(this.#longest, now - this.#last);
    this.#last = now;
    if (milliseconds > LEAST) this.#stalls.push({ at: now, milliseconds });
    if (this.#stalls.length > MOST_KEPT) this.#stalls = this.#stalls.slice(-MOST_KEPT / 5);
  }
}
