import { SingleBar } from 'cli-progress';
import type { Terminal } from '../terminal/terminal.ts';
import { Pace } from './pace.ts';

const LINE_EVERY = 10_000;

/** How far work is: a bar where a person watches, otherwise a line now and then. On standard error, so that no pipe carries it. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #what: string;
  #bar: SingleBar | undefined;
  readonly #pace = new Pace();
  #shown: { phase: string; at: number } = { phase: '', at: 0 };

  /** @param what said before the numbers, such as `trying paid_ultimate`. */
  constructor(terminal: Terminal, what: string) {
    this.#terminal = terminal;
    this.#what = what;
  }

  show(phase: string, done: number, total: number): void {
    const pace = this.#pace.tell(phase, done, total, performance.now());
    if (this.#terminal.isWatched) this.#draw(pace === '' ? phase : `${phase} | ${pace}`, done, total);
    else this.#say(phase, done, total);
  }

  #draw(phase: string, done: number, total: number): void {
    // An empty bar needs some total, because nothing of nothing is drawn as complete.
    const bounds = Math.max(total, done, 1);
    if (!this.#bar) {
      const format = `${this.#what} {bar} {percentage}% | {value} of {total} | {phase}`;
      const bar = new SingleBar({ format, stream: this.#terminal.err, hideCursor: true, fps: 10, formatValue });
      bar.start(bounds, done, { phase });
      this.#bar = bar;
    }
    this.#bar.setTotal(bounds);
    this.#bar.update(done, { phase });
  }

  #say(phase: string, done: number, total: number): void {
    const now = Date.now();
    if (phase === this.#shown.phase && now - this.#shown.at < LINE_EVERY) return;
    this.#shown = { phase, at: now };
    const numbers = total > 0 ? `: ${formatNumber(done)} of ${formatNumber(total)}` : '';
    this.#terminal.note(`${this.#what}: ${phase}${numbers}`);
  }

  /** Leaves the last state standing; whatever is printed next begins on a line of its own. */
  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }
}

function formatNumber(value: number): string {
  return value.toLocaleString('en-US');
}

function formatValue(value: number, _options: object, kind: string): string {
  return kind === 'percentage' ? String(value) : formatNumber(value);
}
