import type { KeptCheck } from './kept-check.ts';

/** Where the last checks are written down: in a store for all processes, or in the memory of one. */
export interface CheckLog {
  readonly keptIn: 'redis' | 'process';
  /** False: writing now would only pile up. */
  readonly isReachable: boolean;
  /**
   * Adds checks by namespace, the oldest first, and how many answers were lost on the way here. What is too much of a
   * namespace or too old goes. @param now milliseconds since 1970.
   * @throws where it could not write; a part of them may have been written.
   */
  append(checks: ReadonlyMap<number, readonly KeptCheck[]>, lost: number, now: number): Promise<void>;
  /** The last ones of a namespace in any order, and what was lost in the days for which they are kept. */
  read(namespaceId: number, now: number): Promise<{ readonly checks: readonly KeptCheck[]; readonly lost: number }>;
}
