/** How long this process's event loop stands still; what it cannot answer meanwhile is not the fault of what it tests. */
export class StallWatch implements Disposable {
  #last = performance.now();
  #longest = 0;
  readonly #timer = setInterval(() => this.#look(), 5);

  /** The longest since this was last asked, in milliseconds, also one that has not let the timer come yet. */
  take(): number {
    this.#look();
    const longest = this.#longest;
    this.#longest = 0;
    return longest;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    this.#longest = Math.max(this.#longest, now - this.#last);
    this.#last = now;
  }
}
