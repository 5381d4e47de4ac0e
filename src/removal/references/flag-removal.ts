import type { RemovalSettings } from './removal-settings.ts';

/** The flag that goes, and what stays of it. */
export type FlagRemoval = {
  readonly flag: string;
  /** The value that the code keeps. */
  readonly keep: boolean;
  /** The variant that it keeps, for a flag that has several. */
  readonly variant: string | undefined;
  readonly settings: Pick<RemovalSettings, 'calls' | 'objects' | 'tests'>;
};
