export type Unit = 'per second' | '%' | 'ms' | 'count';

/** A number with its unit, as people read it; `not known` is not zero. */
export function sayValue(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return 'not known';
  if (unit === '%') return `${round(value * 100)} %`;
  if (unit === 'ms') return value >= 1_000 ? `${round(value / 1_000)} s` : `${round(value)} ms`;
  return unit === 'count' ? round(value) : `${round(value)} a second`;
}

/** Three digits that count, because more of them only flicker. */
function round(value: number): string {
  return value.toLocaleString('en-US', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });
}

/** `40 s`, `3 min`, `2 h`: how long ago something was. */
export function sayDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
