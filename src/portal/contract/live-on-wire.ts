/** How far the portal is, for pages that show it: what differs from the last time is fetched again. */
export type LiveMarks = {
  readonly epoch: number;
  /** The audit log's last line. */
  readonly audit: number;
  readonly rule_set: number;
  /** Whose answers have changed since the last message; `many` where naming them would take longer than looking. */
  readonly namespaces: readonly number[] | 'many';
};
