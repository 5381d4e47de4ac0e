/** A namespace that a text from a ticket may mean. */
export type SearchResultOnWire = {
  readonly namespace_id: number;
  /** As saas has it; null where it has no such namespace, or could not be asked. */
  readonly name: string | null;
  readonly path: string | null;
  readonly plan: string | null;
  /** The person through whom it was found. */
  readonly user: { readonly id: number; readonly username: string | null; readonly name: string | null } | null;
  /** Why it is here: `id`, `path`, `owner`, `applicant`, `account`. */
  readonly found_by: string;
};

export type SearchAnswerOnWire = {
  readonly success: true;
  readonly results: readonly SearchResultOnWire[];
  /** People who own no group. */
  readonly people_without_groups: readonly { readonly id: number; readonly username: string | null }[];
  /** Null, or why names, paths and people are missing. */
  readonly saas_silent_because: string | null;
};
