import { hash } from 'node:crypto';
import { FLAGS } from '../definitions/flags.ts';
import type { EnvironmentFlags } from './environment-store.ts';
import type { Feature, Segment } from './feature.ts';
import { featureOfState } from './feature-of-state.ts';
import type { ToldFlag } from './flag-notification.ts';
import { stateOfDefault } from './set-flag.ts';

/** All that clients of one environment may read, at one moment. Never changed; a change makes another. */
export type FlagSnapshot = {
  readonly revision: number;
  /** By name. */
  readonly features: ReadonlyMap<string, Feature>;
  /** By id. */
  readonly segments: ReadonlyMap<number, Segment>;
  /** The whole as `/api/client/features` answers it, and the tag of exactly that text. */
  readonly body: string;
  readonly etag: string;
};

/** Flags that nobody has set are there with their default, so that a client can tell them from a name that is wrong. */
export function takeSnapshot({ name, revision, features, segments }: EnvironmentFlags): FlagSnapshot {
  const defaults = FLAGS.map((flag) => featureOfState(flag.name, { kind: stateOfDefault(flag) }));
  const all = new Map([...defaults, ...features].map((feature) => [feature.name, feature]));
  return write(name, { revision, features: all, segments: new Map(segments.map((one) => [one.id, one])) });
}

/** The next snapshot, in which one flag is another. */
export function withFeature(
  { features, segments }: FlagSnapshot,
  { environment, revision, feature }: ToldFlag,
): FlagSnapshot {
  return write(environment, { revision, segments, features: new Map([...features, [feature.name, feature]]) });
}

function write(environment: string, parts: Omit<FlagSnapshot, 'body' | 'etag'>): FlagSnapshot {
  const [features, segments] = [[...parts.features.values()], [...parts.segments.values()]];
  const body = JSON.stringify({ version: 2, features, segments, query: { environment } });
  // Of the text and not of the revision: after a restore the same number can stand for something else.
  return { ...parts, body, etag: `"${hash('sha256', body, 'base64url')}"` };
}
