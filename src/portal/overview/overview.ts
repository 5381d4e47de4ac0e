import type { SeenProcess } from '#flags/telemetry/telemetry-process-store.ts';
import type { OverviewRange, OverviewWindow } from './overview-window.ts';
import type { Tally } from './tally.ts';

/** `silent`: not heard for 15 seconds without having said that it stops. What it did since is not in any number. */
export type ProcessState = 'heard' | 'silent' | 'stopped';

/** How a process has last shown one of its circuit breakers. */
export type ProcessBreaker = { readonly of: string; readonly state: 'closed' | 'half_open' | 'open' };

export type OverviewProcess = SeenProcess & {
  readonly state: ProcessState;
  readonly checksPerSecond: number;
  /** None where nothing is known. */
  readonly breakers: readonly ProcessBreaker[];
};

/** How many processes have a circuit breaker in each state. */
export type BreakerCount = {
  readonly of: string;
  readonly closed: number;
  readonly halfOpen: number;
  readonly open: number;
};

/** How all processes of an environment are doing together. */
export type Overview = {
  readonly environment: string;
  readonly environments: readonly string[];
  readonly window: OverviewWindow;
  readonly range: OverviewRange;
  readonly processes: readonly OverviewProcess[];
  readonly breakers: readonly BreakerCount[];
  /** Over the time of the numbers. */
  readonly total: Tally;
  /** Step by step, for charts. */
  readonly steps: readonly Tally[];
};
