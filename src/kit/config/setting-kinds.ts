import type { Setting } from './read-settings.ts';

function check<T>(value: T, valid: boolean): T {
  if (!valid) throw new RangeError('invalid');
  return value;
}

/** A whole number between `minimum` and `maximum`. */
export function wholeNumber(fallback: number, minimum = 0, maximum = Number.MAX_SAFE_INTEGER): Setting<number> {
  return {
    fallback,
    mustBe: `a whole number from ${minimum} to ${maximum}`,
    parse: (text) => {
      const value = Number(text);
      return check(value, /^\d+$/.test(text) && value >= minimum && value <= maximum);
    },
  };
}

/** A TCP port; 0 lets the system choose one. */
export function port(fallback: number): Setting<number> {
  return { ...wholeNumber(fallback, 0, 65_535), mustBe: 'a port number from 0 to 65535' };
}

/** Any text. */
export function text(fallback?: string): Setting<string> {
  const setting: Setting<string> = { mustBe: 'a text', parse: (value) => value };
  return fallback === undefined ? setting : { ...setting, fallback };
}

/** A secret whose default is public: production refuses to start with it. */
export function secret(fallback: string): Setting<string> {
  return { fallback, secretDefault: true, mustBe: 'a secret of your own', parse: (value) => value };
}

/** A secret whose public default serves outside production only; production has its own, or none. */
export function ownSecret(publicDefault: string, production: boolean): Setting<string> {
  if (!production) return text(publicDefault);
  return {
    mustBe: 'a secret of your own, and not the public default',
    parse: (value) => check(value, value !== publicDefault),
  };
}

/** An absolute URL of one of the given protocols, without its trailing slash. */
export function url(protocols: readonly string[], fallback?: string): Setting<string> {
  const setting: Setting<string> = {
    mustBe: `a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    parse: (value) => {
      const parsed = new URL(value);
      return check(value.replace(/\/+$/, ''), protocols.includes(parsed.protocol));
    },
  };
  return fallback === undefined ? setting : { ...setting, fallback };
}

/** One of a few words. */
export function oneOf<const W extends string>(words: readonly W[], fallback: W): Setting<W> {
  return {
    fallback,
    mustBe: `one of ${words.join(', ')}`,
    parse: (value) => check(value as W, words.includes(value as W)),
  };
}

/** The same setting, but it may be left out; its value is then undefined. */
export function optional<T>(setting: Setting<T>): Setting<T | undefined> {
  return { ...setting, optional: true };
}
