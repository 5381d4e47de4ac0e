import type { Clock } from './clock.ts';

/** The UTC day of now, as `YYYY-MM-DD`. */
export function todayOf(clock: Clock): string {
  return new Date(clock()).toISOString().slice(0, 10);
}
