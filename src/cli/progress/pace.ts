import { durationOf } from '../terminal/duration-of.ts';

// Before that a rate says more about the first step than about the work.
const TELLING = 1_000;

/** How fast work goes since its phase began, and how long the rest will take at that rate. */
export class Pace {
  #phase: string | undefined;
  #began = { at: 0, done: 0 };
  #last = 0;

  /** @param at milliseconds of any clock. @returns `1,200 a second, 8 s left`, or nothing while that is not known. */
  tell(phase: string, done: number, total: number, at: number): string {
    const anew = phase !== this.#phase || done < this.#last;
    this.#last = done;
    if (anew) {
      this.#phase = phase;
      this.#began = { at, done };
      return '';
    }
    const [elapsed, gone] = [at - this.#began.at, done - this.#began.done];
    if (elapsed < TELLING || gone === 0) return '';
    const rate = (gone * 1_000) / elapsed;
    const left = total > done ? `, ${durationOf(Math.ceil((total - done) / rate) * 1_000)} left` : '';
    const shown = rate >= 10 ? Math.round(rate).toLocaleString('en-US') : rate.toFixed(1);
    return `${shown} a second${left}`;
  }
}
