import type { Clock } from '#kit/clock/clock.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { TrialEligibility } from '#sdk/index.ts';
import type { RegistrationTimer } from '../registration/registration-metrics.ts';
import type { TrialFinder } from '../trials/trial-finder.ts';

/** What the product's routes work with. */
export type Product = {
  readonly database: Pool;
  readonly clock: Clock;
  readonly eligibility: () => TrialEligibility;
  readonly finder: TrialFinder;
  /** Whether people reach it by https. */
  readonly isSecure: boolean;
  /** The commit, for the documentation. */
  readonly version: string;
  /** Something was queued. */
  readonly wake: () => void;
  readonly registrations: { readonly begin: () => RegistrationTimer };
};
