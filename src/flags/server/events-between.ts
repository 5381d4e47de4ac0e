import type { FlagSnapshot } from './flag-snapshot.ts';

/** An event of Unleash's delta protocol. */
type DeltaEvent = { readonly type: string; readonly eventId: number; readonly [field: string]: unknown };

/** All of it, for a client that knows nothing yet. */
export function hydration({ revision, features, segments }: FlagSnapshot): DeltaEvent {
  return {
    type: 'hydration',
    eventId: revision,
    features: [...features.values()],
    segments: [...segments.values()],
  };
}

/** What turns one snapshot into a later one. Segments come before the flags that name them. */
export function eventsBetween(old: FlagSnapshot, now: FlagSnapshot): DeltaEvent[] {
  const eventId = now.revision;
  const changedSegments = [...now.segments.values()].filter((one) => differs(old.segments.get(one.id), one));
  const removedSegments = [...old.segments.keys()].filter((id) => !now.segments.has(id));
  const changed = [...now.features.values()].filter((one) => differs(old.features.get(one.name), one));
  const removed = [...old.features.keys()].filter((name) => !now.features.has(name));
  return [
    ...changedSegments.map((segment) => ({ type: 'segment-updated', eventId, segment })),
    ...changed.map((feature) => ({ type: 'feature-updated', eventId, feature })),
    ...removed.map((featureName) => ({ type: 'feature-removed', eventId, featureName, project: 'default' })),
    ...removedSegments.map((segmentId) => ({ type: 'segment-removed', eventId, segmentId })),
  ];
}

function differs(one: object | undefined, other: object): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
