import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import type { Clock } from '../clock.ts';
import { CacheUnavailable } from '../faults.ts';
import type { Logger } from '../telemetry/logger.ts';
import { Deadlines } from './deadlines.ts';
import type { EligibilityStore } from './store/eligibility-store.ts';

const FAILURES = 3;
const TRY_AGAIN_AFTER = 500;
const AWAY = Promise.resolve(undefined);

type Parts = {
  readonly store: EligibilityStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a read may take; milliseconds. */
  readonly withinMs: number;
  /** Resolves when the store's clock is known: before that, nothing that it says can be judged. */
  readonly ready: () => Promise<void>;
};

/** The way to the store for readers: within a deadline, and not at all while it is known to be away. */
export class StoreGate {
  readonly #parts: Parts;
  readonly #breaker = circuitBreaker(handleAll, {
    halfOpenAfter: TRY_AGAIN_AFTER,
    breaker: new ConsecutiveBreaker(FAILURES),
  });
  readonly #deadlines = new Deadlines();
  #isReady = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#breaker.onBreak(() =>
      parts.logger.warn({}, 'eligibility cache: the store does not answer; asking the portal'),
    );
    this.#breaker.onReset(() => parts.logger.info({}, 'eligibility cache: the store answers again'));
    void parts.ready().then(() => {
      this.#isReady = true;
    });
  }

  /** 0 closed, 1 half open, 2 open; for a gauge. */
  get breakerState(): number {
    return [0, 2, 1, 2][this.#breaker.state] ?? 0;
  }

  /** The texts of entries, or undefined where the store is away. `deadline`: monotonic milliseconds. */
  read(ids: readonly number[], deadline: number): Promise<readonly (string | null)[] | undefined> {
    if (!this.#parts.store.isReachable) return AWAY;
    return this.#breaker.execute(() => this.#readInTime(ids, deadline)).catch(this.#giveUp);
  }

  #readInTime(ids: readonly number[], deadline: number): Promise<readonly (string | null)[]> {
    const { store, clock, withinMs } = this.#parts;
    const left = Math.min(withinMs, deadline - clock.monotonic());
    const late = () => new CacheUnavailable(`The store did not answer within ${Math.round(left)} ms.`);
    if (this.#isReady) return this.#deadlines.within(store.read(ids), left, late);
    const whenReady = this.#parts.ready().then(() => store.read(ids));
    return this.#deadlines.within(whenReady, left, late);
  }

  readonly #giveUp = (error: unknown): undefined => {
    if (error instanceof BrokenCircuitError) return;
    this.#parts.logger.debug({ err: error }, 'eligibility cache: the store was not read');
  };
}
