/** Loads a namespace's value from the portal; `primary`: not from the replica that lags. */
export type LoadValue = (key: number) => Promise<number>;

/** What one read returned. */
export type ReadValue = {
  /** The count of changes that the answer knows of; undefined: unknown. */
  readonly value: number | undefined;
  /** Whether the answer itself says that it may be old. */
  readonly isMarkedStale: boolean;
};

/** One way to keep answers in Redis, as a process of the product would use it. */
export type Strategy = {
  readonly read: (key: number) => Promise<ReadValue>;
  /** Resolves when the strategy counts the invalidation as finished. */
  readonly invalidate: (key: number, version: number | undefined) => Promise<void>;
  /** Takes the entry out of Redis, as memory pressure does. */
  readonly evict: (key: number) => Promise<void>;
  /** What lies cached, without loading; undefined: nothing. */
  readonly look: (key: number) => Promise<number | undefined>;
  readonly close: () => Promise<void>;
};

export type StrategySettings = {
  readonly redisUrl: string;
  readonly portalUrl: string;
  /** Different for each process. */
  readonly process: number;
  /** Different for each run. */
  readonly prefix: string;
};

export type OpenStrategy = (settings: StrategySettings) => Promise<Strategy>;

export const HOURS_8 = 8 * 3_600;
