import { EventEmitter, once } from 'node:events';

export type Direction = 'to target' | 'to client';

/** How a line is disturbed at this moment. */
export type Conditions = {
  /** Milliseconds on the way. */
  readonly delay: Readonly<Record<Direction, number>>;
  /** Nothing passes. */
  readonly hanging: boolean;
  /** In each direction of each connection. */
  readonly bytesPerSecond: number;
  /** Bytes to the client after which a connection is cut, counted from when this was said. */
  readonly cutAfter: number;
};

const HEALTHY: Conditions = {
  delay: { 'to target': 0, 'to client': 0 },
  hanging: false,
  bytesPerSecond: Infinity,
  cutAfter: Infinity,
};

/** What the proxy is told and its lines obey, also in the middle of a wait. */
export class LineConditions {
  readonly #changed = new EventEmitter().setMaxListeners(0);
  #now = HEALTHY;
  #cutsBegun = 0;

  get now(): Conditions {
    return this.#now;
  }

  /** Grows each time that bytes are to be counted from zero. */
  get cutsBegun(): number {
    return this.#cutsBegun;
  }

  set(change: Partial<Conditions>): void {
    this.#now = { ...this.#now, ...change };
    if (change.cutAfter !== undefined) this.#cutsBegun += 1;
    this.#changed.emit('changed');
  }

  heal(): void {
    this.set(HEALTHY);
  }

  /** Waits so long, or until something changes, or until `signal` says so. */
  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    const over = milliseconds === Infinity ? signal : AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
    await once(this.#changed, 'changed', { signal: over }).catch(() => {});
  }
}
