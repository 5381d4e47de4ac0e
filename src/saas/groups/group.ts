/** A group as its members see it. */
export type Group = {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  /** Null: none, which is free. */
  readonly plan: string | null;
  readonly planTitle: string | null;
  readonly visibilityLevel: number;
  readonly isTopLevel: boolean;
  /** Whether that person is a direct Owner. */
  readonly isOwner: boolean;
  readonly isTrial: boolean;
  /** UTC days; it no longer runs on `trialEndsOn`. */
  readonly trialStartsOn: string | null;
  readonly trialEndsOn: string | null;
  /** The last application for a trial of it. */
  readonly application: GroupApplication | undefined;
};

export type GroupApplication = {
  readonly state: 'confirming' | 'waiting' | 'starting' | 'landed' | 'refused' | 'given_up';
  readonly trialType: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly sentence: string | null;
};
