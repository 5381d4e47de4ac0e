import type { Floor } from '#sdk/index.ts';

/** Somebody who is signed in. */
export type Session = {
  readonly id: number;
  readonly userId: number;
  readonly csrfToken: string;
  /** What they changed themselves in the last 60 s, by namespace: they are never shown less. */
  readonly ownChanges: ReadonlyMap<number, Floor>;
};
