import type { NamespaceEligibility } from '../eligibility-source.ts';
import type { CheckReport } from './check-report.ts';
import type { Place } from './write-check.ts';

/** A check that was answered, as `onCheck` is told of it: what the log line says, with the answers themselves. */
export type ObservedCheck = {
  /** The very answers that the caller has, so that telling costs nothing: to be read, and not to be changed. */
  readonly answers: ReadonlyMap<number, NamespaceEligibility>;
  readonly place: Place;
  /** What the flag chose. */
  readonly method: CheckReport['method'];
  readonly userId: number | undefined;
  readonly requestId: string | undefined;
  readonly durationMs: number;
};

/** Told of each check once the caller can go on. It waits for nothing, and what it throws is logged. */
export type OnCheck = (check: ObservedCheck) => void;
