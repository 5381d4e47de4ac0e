/**
 * A flag as code names it: by this symbol, never by its name, so that a removal is a refactoring that types check. The
 * same stands for people in `flags/<name>.yml`; a test holds the two together.
 */
export type FlagDefinition<Name extends string = string> = {
  readonly name: Name;
  readonly description: string;
  readonly ownerGroup: string;
  /** The issue of its rollout; null for a flag that is never rolled out. */
  readonly rolloutIssue: string | null;
  readonly type: 'release' | 'operational' | 'permanent';
  /** The day on which it came, `2026-11-21`. */
  readonly introduced: string;
  /** The day by which it is gone; a permanent one says why it stays instead. */
  readonly removeBy: string | null;
  readonly permanentBecause: string | null;
  /** What it says where no operator has said anything, and where nothing is known. */
  readonly default: boolean;
  /** Whose id decides: `userId` is that of a user of the product, or of a customer of the portal. */
  readonly actor: 'user' | 'customer';
};

/** Keeps the name as a literal type, by which references are found. */
export function defineFlag<const Name extends string>(definition: FlagDefinition<Name>): FlagDefinition<Name> {
  return definition;
}
