import { readEntry } from '../cache/entry.ts';
import type { Floors } from '../cache/floors.ts';
import type { Message } from '../cache/message.ts';
import { isBelow } from '../cache/order.ts';
import type { EligibilityStore, Tombstone } from '../cache/store/eligibility-store.ts';
import type { Tier } from '../cache/tier.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

const SECONDS_AFTER = [1, 10, 60] as const;
const MOST_WAITING = 300;

type Parts = {
  readonly store: EligibilityStore;
  readonly tier: Tier;
  readonly floors: Floors;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  /** Of the changed namespaces, from 0 to 1. */
  readonly share: number;
  readonly random?: () => number;
};

/**
 * Proof in production: reads a share of the changed namespaces again after 1, 10 and 60 s, in the store and in this
 * process, and counts what is older than the change. Anything but zero is a bug or a store that loses writes.
 */
export class StalenessSampler {
  readonly #parts: Parts;
  readonly #waiting = new Set<NodeJS.Timeout>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  onMessage({ tombstones }: Message): void {
    const { share, random = Math.random } = this.#parts;
    for (const one of tombstones) {
      if (share <= 0 || random() >= share) continue;
      for (const seconds of SECONDS_AFTER) this.#schedule(one, seconds);
    }
  }

  #schedule(one: Tombstone, seconds: number): void {
    if (this.#waiting.size >= MOST_WAITING) return;
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      void this.sample(one, seconds);
    }, seconds * 1_000);
    timer.unref();
    this.#waiting.add(timer);
  }

  /** Looks at one namespace in both places. */
  async sample(one: Tombstone, seconds: number): Promise<void> {
    const { store, tier } = this.#parts;
    const here = tier.peek(one.id);
    if (here) this.#count('process', seconds, one, isBelow(here, one));
    try {
      const [text] = await store.read([one.id]);
      const entry = text ? readEntry(text) : undefined;
      if (entry?.answer) this.#count('store', seconds, one, isBelow(entry, one) || this.#lacksToken(one, entry.token));
    } catch {
      // A store that is away is counted elsewhere.
    }
  }

  /** Only while no later change has given another token. */
  #lacksToken({ id, token }: Tombstone, found: string): boolean {
    return token !== '' && found !== token && this.#parts.floors.get(id)?.token === token;
  }

  #count(place: 'store' | 'process', seconds: number, { id, version }: Tombstone, isViolation: boolean): void {
    const { telemetry, logger } = this.#parts;
    const attributes = { place, seconds };
    telemetry.count('trial_eligibility_staleness_samples_total', 1, attributes);
    if (!isViolation) return;
    telemetry.count('trial_eligibility_staleness_violations_total', 1, attributes);
    logger.error(
      { namespace_id: id, version, ...attributes },
      'eligibility cache: an answer older than a change was found',
    );
  }

  stop(): void {
    for (const timer of this.#waiting) clearTimeout(timer);
    this.#waiting.clear();
  }
}
