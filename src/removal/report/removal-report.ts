import type { Mention } from '../references/find-mentions.ts';
import type { Leftover } from './find-leftovers.ts';

/** What a removal has done, for a person and for programs. Paths are from the folder that it worked on. */
export type RemovalReport = {
  readonly flag: string;
  readonly keep: 'on' | 'off';
  /** Places in code that named the flag. */
  readonly references: readonly { readonly path: string; readonly line: number }[];
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
  /** Modules that nobody imports any more, and what of others nobody names: deleted on --yes, else for a person to decide. */
  readonly orphans: readonly string[];
  readonly unusedExports: readonly { readonly path: string; readonly name: string }[];
  readonly unusedMembers: readonly { readonly path: string; readonly name: string }[];
  readonly leftovers: readonly Leftover[];
  readonly mentions: readonly Mention[];
  /** Whether the prepared patch was there, and fitted. */
  readonly patch: 'none' | 'applied' | 'does not fit';
  readonly tests: 'passed' | 'failed' | 'not run';
  readonly branch: string | null;
  readonly commit: string | null;
  /** The text of the merge request. */
  readonly mergeRequest: string;
};

/** What stood in the way; nothing was changed. */
export type RemovalRefused = { readonly refused: string; readonly details: readonly string[] };
