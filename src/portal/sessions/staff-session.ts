import type { Staff } from '../people/staff.ts';

/** Somebody who is signed in to the dashboard. */
export type StaffSession = {
  readonly id: number;
  readonly staff: Staff;
  readonly csrfToken: string;
  readonly lastUsedAt: Date;
};

/** A session as its owner and admins see it. */
export type ListedSession = {
  readonly id: number;
  readonly userAgent: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
};
