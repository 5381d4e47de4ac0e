import { setTimeout as delay } from 'node:timers/promises';
import { freshToken, type Invalidator } from '../cache/invalidator.ts';
import type { KnownState } from '../cache/known-state.ts';
import { NO_STATE, writeSharedState } from '../cache/shared-state.ts';
import type { Beat, EligibilityStore } from '../cache/store/eligibility-store.ts';
import { within } from '../cache/within.ts';
import type { Clock } from '../clock.ts';
import { CacheUnavailable } from '../faults.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { FeedClient } from './feed-client.ts';
import { type FeedPage, isBehind } from './feed-page.ts';
import { SECOND_PASS_AFTER, SecondPass } from './second-pass.ts';

const BEAT_EVERY = 1_000;
const TELL_WITHIN = 2_000;
const STAMP_EVERY = 500;
const AFTER_A_FAILURE = 250;
const WITHOUT_A_FEED = 5_000;
/** Well under the minute that is read back, with the five seconds in which a fill is accepted. */
const READ_BACK_ENOUGH = 30_000;
const DISTRUSTED_FOR = 25 * 3_600_000;

type Parts = {
  readonly store: EligibilityStore;
  readonly feed: FeedClient;
  readonly invalidator: Invalidator;
  readonly known: KnownState;
  readonly clock: Clock;
  readonly process: string;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  /** The trial types and their codes as JSON, for processes that start without the portal. */
  readonly types: () => string;
};

/** Where one following of the feed stands; another one begins with every new start. */
type Following = {
  /** Undefined: 60 s back. */
  cursor: string | undefined;
  readonly masters: string | undefined;
  hasReplayed: boolean;
  /** Monotonic milliseconds at which older entries were made soft because the cursor was of no use; until a page came. */
  anewSince: number | undefined;
};

/**
 * Follows the portal's change feed for all processes of one store: whoever holds the lease applies each change on arrival
 * and again 10 s later, and says in the store up to when everything is in it.
 */
export class FeedReader {
  readonly #parts: Parts;
  readonly #secondPass = new SecondPass();
  readonly #stopping = new AbortController();
  #following: Following | undefined;
  /** The cursor that the store is believed to hold: what this process wrote or read last. */
  #written: string | undefined;
  #stampedAt = Number.NEGATIVE_INFINITY;
  #loops: Promise<unknown> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whether this process is the one that reads. */
  get isReading(): boolean {
    return this.#following !== undefined;
  }

  start(): void {
    this.#loops = Promise.all([this.#repeat(() => this.#beat(), BEAT_EVERY), this.#repeat(() => this.#follow(), 0)]);
  }

  async stop(): Promise<void> {
    const wasReading = this.isReading;
    this.#stopping.abort();
    await this.#loops;
    if (wasReading) await this.#parts.store.resign(this.#parts.process).catch(() => {});
  }

  async #repeat(turn: () => Promise<number | undefined>, every: number): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      let wait = every;
      try {
        wait = (await turn()) ?? every;
      } catch (error) {
        if (signal.aborted) return;
        wait = Math.max(every, AFTER_A_FAILURE);
        this.#parts.logger.warn({ err: error }, 'eligibility feed: tried again');
      }
      await delay(wait, undefined, { signal }).catch(() => {});
    }
  }

  async #beat(): Promise<undefined> {
    const { store, process, clock } = this.#parts;
    if (!store.isReachable) return;
    const late = () => new CacheUnavailable('The store did not take the beat in time.');
    const beat = await within(store.beat(process), BEAT_EVERY, late);
    if (!beat.isReader) {
      this.#following = undefined;
      return;
    }
    await this.#readBack(beat);
    for (let page = this.#secondPass.due(clock.monotonic()); page; page = this.#secondPass.due(clock.monotonic())) {
      await this.#parts.invalidator.tell(page.changes, TELL_WITHIN);
      if (page.ruleSet !== undefined) await this.#writeKnown();
      if (!(await this.#writeCursor(page.cursor))) return;
      this.#secondPass.done(page);
    }
  }

  /** Goes on from where the store says, if that is not where this process believes to be. */
  async #readBack(beat: Beat): Promise<void> {
    const { known, store, logger } = this.#parts;
    const { masters } = known;
    if (beat.steppedBack || known.hasStepped) await this.#beginGeneration('the clock was set back', beat.now);
    if (!this.#following) return this.#begin(beat, beat.cursor);
    if (masters !== undefined && masters !== this.#following.masters) {
      logger.warn({}, 'eligibility feed: another master; replaying');
      // A change without a version that it lost is in no feed.
      await this.#beginGeneration('another master', beat.now, false);
      return this.#begin(beat, store.kind === 'redis-cluster' && beat.cursor ? 'back' : beat.cursor);
    }
    const isLost = this.#written !== undefined && beat.cursor === undefined;
    const isOlder = this.#written !== undefined && beat.cursor !== undefined && isBehind(beat.cursor, this.#written);
    if (!isLost && !isOlder) return;
    logger.warn({ cursor: beat.cursor, written: this.#written }, 'eligibility feed: the store lost writes; replaying');
    await this.#begin(beat, beat.cursor);
  }

  /** `back`: 60 s back, though the cursor is there; undefined: it is not, and what is older is soft. */
  async #begin(beat: Beat, from: string | 'back' | undefined): Promise<void> {
    const isAnew = from === undefined;
    if (isAnew) await this.#beginGeneration('the cursor is missing', beat.now, false);
    const anewSince = isAnew ? this.#parts.clock.monotonic() : undefined;
    this.#secondPass.clear();
    this.#written = beat.cursor;
    const cursor = from === 'back' ? undefined : from;
    this.#following = { cursor, masters: this.#parts.known.masters, hasReplayed: false, anewSince };
  }

  async #beginGeneration(why: string, now: number, distrust = true): Promise<void> {
    const { store, invalidator, known, logger } = this.#parts;
    // The first one of a new cache is no news.
    const level = known.state.generation === NO_STATE.generation ? 'info' : 'warn';
    logger[level]({ why }, 'eligibility cache: a new generation; older answers are asked again');
    const distrustedUntil = distrust ? { distrustedUntil: now + DISTRUSTED_FOR } : {};
    await store.writeState(writeSharedState({ generation: freshToken().slice(0, 2), ...distrustedUntil }));
    await invalidator.announce(known.epoch, known.ruleSet);
  }

  async #follow(): Promise<number | undefined> {
    const following = this.#following;
    const { feed, clock } = this.#parts;
    if (!following || this.#secondPass.isFull) return AFTER_A_FAILURE;
    const sentAt = clock.monotonic();
    const page = await feed.read(following.cursor, this.#stopping.signal);
    if (this.#following !== following) return 0;
    if (page === 'gone') return this.#beginAnew(following, sentAt);
    if (page === 'no_feed') {
      await this.#stamp('none');
      return WITHOUT_A_FEED;
    }
    await this.#endAnew(following, sentAt);
    await this.#apply(page, sentAt, following.hasReplayed);
    if (this.#following !== following) return 0;
    following.cursor = page.next;
    if (page.behindMs === undefined) return 0;
    following.hasReplayed = true;
    if (this.#secondPass.isEmpty && page.next !== this.#written) await this.#writeCursor(page.next);
    if (clock.monotonic() >= this.#stampedAt + STAMP_EVERY || page.changes.length === 0) {
      const began = this.#parts.known.earliestStoreTime(sentAt);
      if (began !== undefined) await this.#stamp(Math.floor(began - page.behindMs));
    }
    return 0;
  }

  /** The cursor is not known any more: what lies in the store is asked again, and the last minute read again. */
  async #beginAnew(following: Following, sentAt: number): Promise<number> {
    if (following.anewSince !== undefined) return AFTER_A_FAILURE;
    await this.#beginGeneration('the feed begins anew', this.#storeTime(sentAt), false);
    following.anewSince = this.#parts.clock.monotonic();
    following.cursor = undefined;
    return 0;
  }

  /** What was filled since is covered by the minute that is read back, unless the portal was away for long meanwhile. */
  async #endAnew(following: Following, sentAt: number): Promise<void> {
    const { anewSince } = following;
    following.anewSince = undefined;
    if (anewSince === undefined || this.#parts.clock.monotonic() - anewSince < READ_BACK_ENOUGH) return;
    await this.#beginGeneration('the portal was away', this.#storeTime(sentAt), false);
  }

  /** The first pass. Waiting for the processes is left to run beside it. */
  async #apply(page: FeedPage, sentAt: number, isNews: boolean): Promise<void> {
    const { invalidator, known, clock, telemetry } = this.#parts;
    if (page.changes.length === 0) return;
    const changes = page.changes.flatMap((change) =>
      'version' in change ? [{ id: change.namespaceId, floor: { epoch: page.epoch, version: change.version } }] : [],
    );
    const ruleSets = page.changes.flatMap((change) => ('ruleSet' in change ? [change.ruleSet] : []));
    const ruleSet = ruleSets.length > 0 ? Math.max(...ruleSets) : undefined;
    let number = changes.length > 0 ? await invalidator.tell(changes, TELL_WITHIN) : 0;
    if (ruleSet !== undefined) {
      known.learn(page.epoch, ruleSet);
      await this.#writeKnown();
      number = await invalidator.announce(page.epoch, ruleSet);
    }
    this.#secondPass.add({ changes, ruleSet, cursor: page.next, dueAt: clock.monotonic() + SECOND_PASS_AFTER });
    const oldest = page.changes.reduce((most, change) => Math.max(most, change.ageMs), 0);
    void invalidator.untilAcknowledged(number, TELL_WITHIN).then(
      () => {
        // What is read again was told before.
        if (!isNews) return;
        const lag = (oldest + clock.monotonic() - sentAt) / 1_000;
        telemetry.record('trial_eligibility_invalidation_lag_seconds', lag);
      },
      (error: unknown) => this.#parts.logger.warn({ err: error }, 'eligibility feed: a process has not answered'),
    );
  }

  async #writeKnown(): Promise<void> {
    const { store, known } = this.#parts;
    await store.writeState(writeSharedState({ epoch: known.epoch, ruleSet: known.ruleSet }));
  }

  /** @returns false where the store holds another cursor than this process believes: then it goes on from that one. */
  async #writeCursor(cursor: string): Promise<boolean> {
    const isWritten = await this.#parts.store.writeCursor(cursor, this.#written);
    if (isWritten) this.#written = cursor;
    else this.#following = undefined;
    return isWritten;
  }

  /** Only by who has replayed since it began, and while it is still connected to the master where it did. */
  async #stamp(confirmed: number | 'none'): Promise<void> {
    const { store, known, clock, types } = this.#parts;
    const masters = known.masters;
    if (masters === undefined || (this.#following?.masters !== masters && confirmed !== 'none')) return;
    const { epoch, ruleSet } = known;
    await store.writeState(writeSharedState({ confirmed, masters, epoch, ruleSet, types: types() }));
    this.#stampedAt = clock.monotonic();
  }

  #storeTime(at: number): number {
    return this.#parts.known.latestStoreTime(at) ?? 0;
  }
}
