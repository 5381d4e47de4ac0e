import type { Pool } from '#kit/postgres/pool.ts';
import type { TrialEligibility } from '#sdk/index.ts';
import type { Group } from '../groups/group.ts';
import type { FoundTrials, TrialFinder } from '../trials/trial-finder.ts';

/** What registering works with. */
export type RegistrationParts = {
  readonly database: Pool;
  readonly eligibility: () => TrialEligibility;
  readonly finder: TrialFinder;
  /** Something was queued. */
  readonly wake: () => void;
};

/** What became of the trial that somebody registered for. */
export type TrialOutcome = {
  readonly group: Group | undefined;
  readonly trial: 'queued' | 'not_eligible' | 'none';
  /** Why not, as a person may read it; `unknown` where it could not be confirmed yet. */
  readonly reason: string | undefined;
  readonly check: Pick<FoundTrials, 'method' | 'source' | 'durationMs'> | undefined;
};

export type RegistrationContext = {
  readonly requestId: string;
  /** Told once the flag has been read for the person. */
  readonly onExposed: (isOn: boolean) => void;
};
