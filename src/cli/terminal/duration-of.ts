const UNITS = [
  ['day', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** How long something takes, in its two largest units: `7 h 45 min`, `12 s`, `350 ms`. */
export function durationOf(milliseconds: number): string {
  const whole = Math.max(0, Math.round(milliseconds));
  if (whole < 1_000) return `${whole} ms`;
  const first = UNITS.findIndex(([, length]) => whole >= length);
  let left = whole;
  const words: string[] = [];
  for (const [unit, length] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) words.push(`${count} ${unit}${unit === 'day' && count > 1 ? 's' : ''}`);
  }
  return words.join(' ');
}
