const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400 };

/** `15m` in seconds. @param text as the schema has it. */
export function readDuration(text: string): number {
  const [, number = '0', unit = 's'] = /^(\d+)(\w+)$/.exec(text) ?? [];
  return Number(number) * (SECONDS[unit] ?? 1);
}
