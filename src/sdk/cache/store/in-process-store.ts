import { LRUCache } from 'lru-cache';
import type { Clock } from '../../clock.ts';
import { readEntry, writeEntry } from '../entry.ts';
import { BEGINNING, isBelow } from '../order.ts';
import {
  ACKNOWLEDGEMENT_MS,
  type Beat,
  type EligibilityStore,
  type Fill,
  type FillOutcome,
  LATEST_FILL_MS,
  type Polled,
  READER_LEASE_MS,
  type StoreDescription,
  type Subscription,
  type SubscriptionEvents,
  TOMBSTONE_MS,
  type Tombstone,
} from './eligibility-store.ts';

type Stored = { readonly text: string; readonly until: number };
/** Who asked when, and what it said to have applied last. */
type Member = { readonly seenAt: number; readonly acknowledged: { readonly number: number; readonly until: number } };

const NOTHING_ACKNOWLEDGED = { number: 0, until: Number.NEGATIVE_INFINITY };

/** The same protocol within one process, for a team that has no Redis yet, for tests, and for the demo. Its clock is the
 * monotonic one. */
export class InProcessStore implements EligibilityStore {
  readonly kind = 'in-process';
  readonly isReachable = true;
  readonly #clock: Clock;
  readonly #entries: LRUCache<number, Stored>;
  readonly #state: Record<string, string> = {};
  readonly #subscriptions = new Map<string, SubscriptionEvents>();
  readonly #members = new Map<string, Member>();
  #number = 0;
  #cursor: string | undefined;
  #reader: { readonly process: string; readonly until: number } | undefined;

  /** @param most entries at most; the least recently used go first. */
  constructor(clock: Clock, most = 100_000) {
    this.#clock = clock;
    this.#entries = new LRUCache({ max: most });
  }

  async read(ids: readonly number[]): Promise<readonly (string | null)[]> {
    return ids.map((id) => this.#find(id)?.text ?? null);
  }

  async fill(fills: readonly Fill[], began: number): Promise<readonly FillOutcome[]> {
    const age = this.#now() - began;
    return fills.map((fill) => this.#fillOne(fill, age));
  }

  #fillOne({ id, text, token, epoch, version, ruleSet, keepMs }: Fill, age: number): FillOutcome {
    if (age > LATEST_FILL_MS || age < -1_000) return 'late';
    const left = keepMs - Math.max(0, age);
    if (left < 1) return 'lifeless';
    const there = this.#entryOf(id);
    if ((there?.token ?? '') !== token) return 'token';
    const isHigher =
      there !== undefined &&
      (isBelow({ epoch, version }, there) ||
        (!isBelow(there, { epoch, version }) && (there.answer?.ruleSet ?? 0) > ruleSet));
    if (isHigher) return 'lower';
    this.#entries.set(id, { text, until: this.#now() + left });
    return 'stored';
  }

  async invalidate(tombstones: readonly Tombstone[], message: string): Promise<number> {
    for (const one of tombstones) {
      const there = this.#entryOf(one.id);
      const isHigher = isBelow(there ?? BEGINNING, one);
      // A token that is there was told before: what was stored since then knows of it.
      if (!isHigher && (one.token === '' || one.token === there?.token)) continue;
      const { epoch, version } = isHigher ? one : (there ?? BEGINNING);
      const text = writeEntry({ epoch, version, token: one.token || there?.token || '', answer: undefined });
      this.#entries.set(one.id, { text, until: this.#now() + TOMBSTONE_MS });
    }
    return this.publish(message);
  }

  async publish(message: string): Promise<number> {
    this.#number += 1;
    for (const events of this.#subscriptions.values()) events.onMessage(this.#number, message);
    return this.#number;
  }

  async readLeastAcknowledged(): Promise<number> {
    const numbers = [...this.#members.values()].map((member) => this.#acknowledgedBy(member));
    return Math.min(...numbers.map((number) => number ?? Number.POSITIVE_INFINITY));
  }

  async beat(process: string): Promise<Beat> {
    const now = this.#now();
    const isReader = !this.#reader || this.#reader.process === process || this.#reader.until <= now;
    if (isReader) {
      this.#reader = { process, until: now + READER_LEASE_MS };
      this.#state.beat = String(now);
    }
    return { isReader, now, cursor: this.#cursor, steppedBack: false };
  }

  async resign(process: string): Promise<void> {
    if (this.#reader?.process === process) this.#reader = undefined;
  }

  async writeState(fields: Readonly<Record<string, string>>): Promise<void> {
    Object.assign(this.#state, fields);
  }

  async writeCursor(cursor: string, expected: string | undefined): Promise<boolean> {
    if (this.#cursor !== expected) return false;
    this.#cursor = cursor;
    return true;
  }

  async readMasters(): Promise<string> {
    return 'this process';
  }

  async subscribe(process: string, events: SubscriptionEvents): Promise<Subscription> {
    this.#subscriptions.set(process, events);
    return {
      poll: async (acknowledged): Promise<Polled> => {
        const now = this.#now();
        const word = acknowledged === undefined ? undefined : { number: acknowledged, until: now + ACKNOWLEDGEMENT_MS };
        const before = this.#members.get(process)?.acknowledged;
        this.#members.set(process, { seenAt: now, acknowledged: word ?? before ?? NOTHING_ACKNOWLEDGED });
        return { now, number: this.#number, state: { ...this.#state } };
      },
      close: async () => {
        this.#subscriptions.delete(process);
        this.#members.delete(process);
      },
    };
  }

  #acknowledgedBy({ acknowledged }: Member): number | undefined {
    return acknowledged.until > this.#now() ? acknowledged.number : undefined;
  }

  async inspect(ids: readonly number[]) {
    return ids.map((id) => {
      const stored = this.#find(id);
      return stored && { text: stored.text, leftMs: stored.until - this.#now() };
    });
  }

  async measure(ids: readonly number[]) {
    return ids.map(() => undefined);
  }

  async describe(): Promise<StoreDescription> {
    const now = this.#now();
    const reader = this.#reader && this.#reader.until > now ? this.#reader : undefined;
    return {
      now,
      number: this.#number,
      state: { ...this.#state },
      cursor: this.#cursor,
      reader: reader && { process: reader.process, leftMs: reader.until - now },
      processes: [...this.#members].map(([process, member]) => ({
        process,
        seenAt: member.seenAt,
        acknowledged: this.#acknowledgedBy(member),
      })),
    };
  }

  async remove(ids: readonly number[]): Promise<number> {
    return ids.filter((id) => this.#entries.delete(id)).length;
  }

  async listWarnings(): Promise<readonly string[]> {
    return [];
  }

  #now(): number {
    return Math.floor(this.#clock.monotonic()) + BEGINNING_MS;
  }

  #find(id: number): Stored | undefined {
    const stored = this.#entries.get(id);
    return stored && stored.until > this.#now() ? stored : undefined;
  }

  #entryOf(id: number) {
    const stored = this.#find(id);
    return stored && readEntry(stored.text);
  }
}

// Entries are stamped in whole seconds, so that the first ones must not begin at 0.
const BEGINNING_MS = 1_000_000;
