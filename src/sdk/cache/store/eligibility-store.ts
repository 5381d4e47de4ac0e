/** A value to be stored, if what its own read saw is still there. */
export type Fill = {
  readonly id: number;
  /** The whole text; its token is the one that the read saw. */
  readonly text: string;
  readonly token: string;
  readonly epoch: number;
  readonly version: number;
  readonly ruleSet: number;
  /** Milliseconds from the load's beginning after which nothing may be served any more. */
  readonly keepMs: number;
};

/** `late`: the load began too long ago; `lifeless`: no life left; `token`: a change without a version came between;
 * `lower`: what is there is higher. */
export type FillOutcome = 'stored' | 'late' | 'lifeless' | 'token' | 'lower';

/** What makes older answers of a namespace wrong: a version, or a fresh token where the change has none. */
export type Tombstone = {
  readonly id: number;
  readonly epoch: number;
  readonly version: number;
  /** Empty for a change with a version. */
  readonly token: string;
};

export type Beat = {
  /** Whether this process is the one that reads the feed. */
  readonly isReader: boolean;
  /** Milliseconds of the store's clock. */
  readonly now: number;
  /** Where the second pass stands according to the store; undefined: it does not know. */
  readonly cursor: string | undefined;
  /** Whether the clock shows less than at the last beat: it was set back. */
  readonly steppedBack: boolean;
};

export type Polled = {
  /** Milliseconds of the store's clock. */
  readonly now: number;
  /** The channel's last number; 0 if there was none. */
  readonly number: number;
  readonly state: Readonly<Record<string, string>>;
};

/** What the processes share, as it stands; nothing of it is changed by looking. */
export type StoreDescription = Polled & {
  /** Who holds the feed reader's lease, and for how many milliseconds still; undefined: nobody. */
  readonly reader: { readonly process: string; readonly leftMs: number } | undefined;
  readonly cursor: string | undefined;
  /** Who asked within the last minute; without an acknowledgement it has no confirmed tier. */
  readonly processes: readonly {
    readonly process: string;
    /** When it asked last, in milliseconds of the store's clock. */
    readonly seenAt: number;
    readonly acknowledged: number | undefined;
  }[];
};

/** A subscription to the channel; everything on it stays in the order in which the store did it. */
export type Subscription = {
  /** Time and state, and word that this process is there; `acknowledged` is the last number applied. Every message that
   * was sent before it is answered has been handed over. */
  readonly poll: (acknowledged: number | undefined) => Promise<Polled>;
  readonly close: () => Promise<void>;
};

export type SubscriptionEvents = {
  readonly onMessage: (number: number, body: string) => void;
  /** Messages may have been missed from now on. */
  readonly onLost: () => void;
  /** Subscribed again. */
  readonly onRestored: () => void;
};

/** For how long; milliseconds. */
export const TOMBSTONE_MS = 60_000;
export const LATEST_FILL_MS = 5_000;
export const ACKNOWLEDGEMENT_MS = 1_500;
export const READER_LEASE_MS = 3_000;

/**
 * Where entries lie and through which processes tell each other of changes: Redis, Redis Cluster, or this process alone.
 * One suite holds all of them. Whatever cannot be done rejects with {@link CacheUnavailable} or the client's own error.
 */
export interface EligibilityStore {
  /** What it is, for the log and for `trialgate cache stats`. */
  readonly kind: 'redis' | 'redis-cluster' | 'in-process';
  /** False while it is known that nothing would be answered. */
  readonly isReachable: boolean;
  /** The texts of entries, in the order of the ids; one round trip. */
  read(ids: readonly number[]): Promise<readonly (string | null)[]>;
  /** Stores what may be stored; one round trip. `began`: the load's beginning, in the store's clock. */
  fill(fills: readonly Fill[], began: number): Promise<readonly FillOutcome[]>;
  /** Puts tombstones where they are higher than what is there, then sends the message. @returns the message's number. */
  invalidate(tombstones: readonly Tombstone[], message: string): Promise<number>;
  /** @returns the message's number. */
  publish(message: string): Promise<number>;
  /** The number up to which every process with an in-process tier has applied the messages; Infinity without one. */
  readLeastAcknowledged(): Promise<number>;
  /** Takes or keeps the feed reader's lease, and reads the cursor back. */
  beat(process: string): Promise<Beat>;
  /** Gives the lease up, so that another process need not wait for its end. */
  resign(process: string): Promise<void>;
  writeState(fields: Readonly<Record<string, string>>): Promise<void>;
  /** Only where the store still holds the cursor that is expected: another master may hold an older one, from which the feed
   * has to be read again. @returns false where it does not. */
  writeCursor(cursor: string, expected: string | undefined): Promise<boolean>;
  /** Which masters this process's connection goes to. Changes with a fail-over and with a restart. */
  readMasters(): Promise<string>;
  subscribe(process: string, events: SubscriptionEvents): Promise<Subscription>;
  /** By hand: entries as they stand, with the milliseconds that they have left; undefined for absent ones. */
  inspect(ids: readonly number[]): Promise<readonly ({ text: string; leftMs: number } | undefined)[]>;
  /** By hand: how many bytes each entry takes; undefined where it is absent or the store does not say. */
  measure(ids: readonly number[]): Promise<readonly (number | undefined)[]>;
  /** By hand: what the processes share. */
  describe(): Promise<StoreDescription>;
  /** By hand: takes entries away, without leaving a tombstone. @returns how many were there. */
  remove(ids: readonly number[]): Promise<number>;
  /** Sentences about settings under which the guarantees do not hold. */
  listWarnings(): Promise<readonly string[]>;
}
