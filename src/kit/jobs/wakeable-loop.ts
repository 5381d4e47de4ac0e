import type { Logger } from '../telemetry/logger.ts';

export type WakeableLoopOptions = {
  readonly name: string;
  /** One turn; says whether there is more to do at once. */
  readonly turn: () => Promise<boolean>;
  /** Milliseconds between turns when nobody wakes it. */
  readonly every: number;
  readonly logger: Logger;
};

/** Runs a turn after another: at once when woken or when there is more to do, else after a while. Never two at a time. */
export class WakeableLoop {
  readonly #options: WakeableLoopOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #wokenMeanwhile = false;
  #stopped = true;

  constructor(options: WakeableLoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
    this.wake();
  }

  /** Takes a turn now, or right after the one under way, which may have looked too early. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#wokenMeanwhile = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#running = this.#turns().finally(() => {
      this.#running = undefined;
      if (this.#stopped) return;
      if (this.#wokenMeanwhile) this.wake();
      else this.#timer = setTimeout(() => this.wake(), this.#options.every);
    });
  }

  async #turns(): Promise<void> {
    let more = true;
    while (more && !this.#stopped) {
      this.#wokenMeanwhile = false;
      try {
        more = (await this.#options.turn()) || this.#wokenMeanwhile;
      } catch (error) {
        this.#options.logger.warn({ err: error, loop: this.#options.name }, 'turn failed, trying again');
        more = false;
      }
    }
  }

  /** Waits for the turn under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }
}
