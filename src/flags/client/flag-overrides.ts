import type { Setting } from '#kit/config/read-settings.ts';
import { FLAGS, findFlag } from '../definitions/flags.ts';

/** Flags that one process has forced, by name. */
export type FlagOverrides = Readonly<Record<string, boolean>>;

const NAMES = FLAGS.map(({ name }) => name).join(', ');

/** `FLAG_OVERRIDES=<flag>=on|off[,…]`: wins over everything in this process, for an emergency and for trying out. */
export function flagOverrides(): Setting<FlagOverrides> {
  return { mustBe: `a list such as <flag>=off,<flag>=on; there are ${NAMES}`, parse: readFlagOverrides };
}

/** @throws {RangeError} for a flag that does not exist, one that is named twice, and what is neither on nor off. */
export function readFlagOverrides(text: string): FlagOverrides {
  const overrides: Record<string, boolean> = {};
  for (const part of text.split(',')) {
    const [, name = '', value] = /^\s*([a-z0-9_]+)\s*=\s*(on|off)\s*$/.exec(part) ?? [];
    if (!findFlag(name) || name in overrides) throw new RangeError(`not an override: ${part}`);
    overrides[name] = value === 'on';
  }
  return overrides;
}

/** As it was written; empty where nothing is forced. */
export function writeFlagOverrides(overrides: FlagOverrides): string {
  return Object.entries(overrides)
    .map(([name, value]) => `${name}=${value ? 'on' : 'off'}`)
    .join(',');
}
