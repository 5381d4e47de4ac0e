import type { BodyReader } from './body-reader.ts';

/**
 * The portal's eligibility version of the namespace that a call belongs to; undefined where the caller sent none, as
 * GitLab's own portal does.
 */
export function readVersion(reader: BodyReader): number | undefined {
  return reader.wholeNumber('version', 0, Number.MAX_SAFE_INTEGER) ?? undefined;
}
