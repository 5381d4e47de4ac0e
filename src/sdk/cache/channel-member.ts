import type { Clock } from '../clock.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Floors } from './floors.ts';
import type { KnownState } from './known-state.ts';
import { type Message, readMessage } from './message.ts';
import type { EligibilityStore, Subscription } from './store/eligibility-store.ts';
import type { Tier } from './tier.ts';

const POLL_EVERY = 250;
const MASTERS_WITHIN = 1_000;
const CLOCKS_APART = 1_000;

type Parts = {
  readonly store: EligibilityStore;
  readonly tier: Tier;
  readonly floors: Floors;
  readonly known: KnownState;
  readonly clock: Clock;
  /** Names this process among the others. */
  readonly process: string;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  /** Told of every message, after it was applied. */
  readonly onMessage: (message: Message) => void;
  /** Told of the state whenever it was read. */
  readonly onState: () => void;
};

/**
 * This process's place in the channel: applies messages to floors and tier, acknowledges them, and confirms the tier by
 * asking the store on the same connection, four times a second and after each message.
 */
export class ChannelMember {
  readonly #parts: Parts;
  readonly #ready = Promise.withResolvers<void>();
  #subscription: Subscription | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** The last number applied; undefined until the store has said where the channel stands. */
  #applied: number | undefined;
  #polling = false;
  #again = false;
  #closed = false;
  #readingMasters = false;
  #clocks: { readonly wall: number; readonly monotonic: number } | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Resolves when the store has been asked for the first time. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Begins; goes on trying in the background while the store is away. */
  open(): void {
    this.#timer = setInterval(() => this.#tick(), POLL_EVERY);
    this.#timer.unref();
    this.#tick();
  }

  #tick(): void {
    this.#parts.floors.prune(this.#parts.clock.monotonic());
    void this.#readMasters();
    if (this.#subscription) this.#pollSoon();
    else void this.#subscribe();
  }

  async #subscribe(): Promise<void> {
    if (this.#polling || this.#closed) return;
    this.#polling = true;
    try {
      const subscription = await this.#parts.store.subscribe(this.#parts.process, {
        onMessage: (number, body) => this.#apply(number, body),
        onLost: () => this.#lose('connection lost'),
        onRestored: () => this.#pollSoon(),
      });
      if (this.#closed) await subscription.close();
      else this.#subscription = subscription;
    } catch (error) {
      this.#parts.logger.debug({ err: error }, 'eligibility cache: cannot subscribe yet');
    } finally {
      this.#polling = false;
    }
    if (this.#subscription) this.#pollSoon();
  }

  #lose(why: string): void {
    if (this.#applied !== undefined) this.#parts.logger.warn({ why }, 'eligibility cache: in-process tier emptied');
    this.#applied = undefined;
    this.#parts.tier.empty();
    this.#parts.known.forgetStore();
  }

  #apply(number: number, body: string): void {
    const { tier, floors, known, clock, logger } = this.#parts;
    const message = readMessage(body);
    if (!message || (this.#applied !== undefined && number !== this.#applied + 1)) {
      const why = 'eligibility cache: a message was missed; in-process tier emptied';
      // 0: the channel had no number yet, so that any may come first.
      if (this.#applied !== 0) logger.warn({ number, applied: this.#applied }, why);
      tier.empty();
    }
    if (message) {
      const now = clock.monotonic();
      for (const one of message.tombstones) {
        floors.raise(one.id, one, one.token, now);
        const floor = floors.get(one.id);
        if (floor) tier.drop(one.id, floor);
      }
      known.learn(message.epoch, message.ruleSet);
      this.#parts.onMessage(message);
    }
    if (this.#applied !== undefined) this.#applied = number;
    this.#pollSoon();
  }

  #pollSoon(): void {
    if (this.#polling) this.#again = true;
    else void this.#poll();
  }

  async #poll(): Promise<void> {
    const subscription = this.#subscription;
    if (!subscription || this.#closed) return;
    this.#polling = true;
    this.#again = false;
    const { clock, known, tier } = this.#parts;
    const sentAt = clock.monotonic();
    const { period } = tier;
    // Nobody needs to wait for a process that keeps nothing.
    const acknowledged = tier.isOn ? this.#applied : undefined;
    try {
      const polled = await subscription.poll(acknowledged);
      const steady = known.observe(polled, sentAt, clock.monotonic());
      this.#parts.onState();
      const complete = this.#applied === undefined || polled.number <= this.#applied;
      if (!steady || !complete || !this.#clocksAgree()) tier.empty();
      this.#applied = Math.max(polled.number, this.#applied ?? 0);
      // Confirmed only by a question that carried an acknowledgement, because until then nobody waits for this process,
      // and only if nothing was emptied meanwhile.
      if (acknowledged !== undefined && tier.period === period) tier.confirm(known.tierReadableUntil(sentAt));
      else if (tier.isOn) this.#again = true;
      this.#ready.resolve();
    } catch (error) {
      this.#parts.logger.debug({ err: error }, 'eligibility cache: not confirmed');
    } finally {
      this.#polling = false;
    }
    if (this.#again) void this.#poll();
  }

  /** The machine slept, or somebody set its clock: how much time has passed is not known. */
  #clocksAgree(): boolean {
    const [wall, monotonic] = [this.#parts.clock.wall(), this.#parts.clock.monotonic()];
    const before = this.#clocks;
    this.#clocks = { wall, monotonic };
    return !before || Math.abs(wall - before.wall - (monotonic - before.monotonic)) <= CLOCKS_APART;
  }

  async #readMasters(): Promise<void> {
    const { store, known, logger } = this.#parts;
    if (!store.isReachable) {
      known.masters = undefined;
      return;
    }
    // One at a time, because while a master is away the questions would pile up in the client.
    if (this.#readingMasters) return;
    this.#readingMasters = true;
    const late = setTimeout(() => {
      known.masters = undefined;
    }, MASTERS_WITHIN);
    try {
      known.masters = await store.readMasters();
    } catch (error) {
      known.masters = undefined;
      logger.debug({ err: error }, 'eligibility cache: masters not known');
    } finally {
      clearTimeout(late);
      this.#readingMasters = false;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#parts.tier.empty();
    await this.#subscription?.close();
  }
}
