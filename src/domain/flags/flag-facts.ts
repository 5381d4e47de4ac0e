/** What is known of a flag. Times are milliseconds since 1970. */
export type FlagFacts = {
  readonly name: string;
  /** What the code says of it; undefined once it has left the code. */
  readonly definition:
    | { readonly type: FlagType; readonly introduced: number; readonly removeBy: number | null }
    | undefined;
  readonly environments: readonly FlagPlace[];
  readonly steps: readonly DoneStep[];
};

export type FlagType = 'release' | 'operational' | 'permanent';

/** A flag in one environment. */
export type FlagPlace = {
  readonly environment: string;
  /** `off`, `on`, `users:7`, `percent:25`. */
  readonly state: string;
  /** When it was set to that; null where nobody ever set it. */
  readonly since: number | null;
  readonly lastEvaluated: number | null;
};

/** In this order a flag goes. Each before its turn would take somebody back to the path that is gone. */
export const CLEANUP_STEPS = ['code_removed', 'deployed', 'off', 'archived', 'deleted', 'closed'] as const;

export type CleanupStep = (typeof CLEANUP_STEPS)[number];

/** A step that was done. `environment` is empty but for a deployment. */
export type DoneStep = { readonly step: CleanupStep; readonly environment: string; readonly at: number };

/** Where real people are: what must have the code without the flag before anybody switches it off. */
export function isServing(environment: string): boolean {
  return !environment.includes('development');
}

export function stepOf({ steps }: FlagFacts, step: CleanupStep): DoneStep | undefined {
  return steps.find((one) => one.step === step);
}
