import type { Role } from '#domain/people/roles.ts';

/** A link that works once: for somebody new, or for somebody who is there and needs a password. */
export type Invitation = {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};
