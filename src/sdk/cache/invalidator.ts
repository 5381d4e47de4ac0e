import { randomInt } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Floor } from '../eligibility-source.ts';
import { CacheUnavailable, EligibilityFault } from '../faults.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { Acknowledgements } from './acknowledgements.ts';
import type { Floors } from './floors.ts';
import { writeMessage } from './message.ts';
import { BEGINNING, laterOf } from './order.ts';
import type { EligibilityStore, Tombstone } from './store/eligibility-store.ts';
import { TellAgain } from './tell-again.ts';
import type { Tier } from './tier.ts';
import { within } from './within.ts';

/** In one script: Redis does nothing else meanwhile. */
const BATCH = 1_000;
const TELL_AGAIN_WITHIN = 2_000;
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Five characters; only compared with the one before of the same namespace. */
export function freshToken(): string {
  return Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** A change of one namespace; `floor` is undefined for one that the portal does not count. */
export type Change = { readonly id: number; readonly floor: Floor | undefined };

type Parts = {
  readonly store: EligibilityStore;
  readonly floors: Floors;
  readonly tier: Tier;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
};

/** Makes older answers impossible, everywhere. */
export class Invalidator {
  readonly #parts: Parts;
  readonly #acknowledgements: Acknowledgements;
  readonly #tellAgain: TellAgain;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#acknowledgements = new Acknowledgements(() => parts.store.readLeastAcknowledged());
    this.#tellAgain = new TellAgain((tombstones) => this.#repeat(tombstones));
  }

  /**
   * Resolves when the changes are told: the store has their tombstones, and every process has applied them or has had no
   * confirmed in-process tier for a second. Repeating it is harmless.
   * @param milliseconds how long it may take in all.
   * @throws {CacheUnavailable} when the store could not be told; this process has taken note of the changes all the same.
   * @throws {InvalidationUnfinished} when a process has not answered by then.
   */
  async invalidate(changes: readonly Change[], milliseconds: number): Promise<void> {
    const { clock } = this.#parts;
    const until = clock.monotonic() + milliseconds;
    await this.untilAcknowledged(await this.tell(changes, milliseconds), Math.max(1, until - clock.monotonic()));
  }

  /**
   * The first half: tombstones and messages are out.
   * @returns the number of the last message.
   */
  async tell(changes: readonly Change[], milliseconds: number): Promise<number> {
    const { clock, telemetry } = this.#parts;
    const until = clock.monotonic() + milliseconds;
    const tombstones = changes.map((change) => this.#note(change));
    let number = 0;
    for (let from = 0; from < tombstones.length; from += BATCH) {
      number = await this.#send(tombstones.slice(from, from + BATCH), until);
    }
    const counted = changes.filter((change) => change.floor !== undefined).length;
    if (counted > 0) telemetry.count('trial_eligibility_invalidations_total', counted, { kind: 'version' });
    const others = changes.length - counted;
    if (others > 0) this.#tellAgain.add(tombstones.filter(({ token }) => token !== ''));
    if (others > 0) telemetry.count('trial_eligibility_invalidations_total', others, { kind: 'token' });
    return number;
  }

  /** The same tokens once more: to who has stored them since, and to a store that has lost them. */
  async #repeat(tombstones: readonly Tombstone[]): Promise<void> {
    const { clock, floors } = this.#parts;
    // Later changes may be known by now.
    const newest = tombstones.map((one) => ({ ...one, ...laterOf(floors.get(one.id) ?? one, one), token: one.token }));
    await this.#send(newest, clock.monotonic() + TELL_AGAIN_WITHIN).catch(() => {});
  }

  /** Forgets what was to be told again. */
  stop(): void {
    this.#tellAgain.stop();
  }

  /** The second half. */
  untilAcknowledged(number: number, milliseconds: number): Promise<void> {
    return this.#acknowledgements.untilAcknowledged(number, milliseconds);
  }

  /** Tells every process to look at the state again, and of an epoch and a rule set that make older answers soft. */
  announce(epoch: number, ruleSet: number): Promise<number> {
    return this.#parts.store.publish(writeMessage({ epoch, ruleSet }));
  }

  /** This process needs nobody to tell it of its own changes. */
  #note({ id, floor }: Change): Tombstone {
    const { floors, tier, clock } = this.#parts;
    const token = floor ? '' : freshToken();
    floors.raise(id, floor ?? BEGINNING, token, clock.monotonic());
    const told = floors.get(id);
    if (told) tier.drop(id, told);
    return { id, epoch: told?.epoch ?? 0, version: told?.version ?? 0, token };
  }

  async #send(tombstones: readonly Tombstone[], until: number): Promise<number> {
    const { store, clock } = this.#parts;
    try {
      const left = Math.max(1, until - clock.monotonic());
      return await within(store.invalidate(tombstones, writeMessage({ tombstones })), left, () => {
        return new CacheUnavailable('Redis did not take the invalidation in time.');
      });
    } catch (error) {
      if (error instanceof EligibilityFault) throw error;
      throw new CacheUnavailable('Redis could not be told of the change.', error);
    }
  }
}
