import type { Role, TokenScope } from '#domain/people/roles.ts';

/** A member of staff. */
export type Staff = {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
};

/** A token as it may be shown: never its secret. */
export type PersonalToken = {
  readonly id: number;
  readonly staffId: number;
  readonly name: string;
  readonly scope: TokenScope;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};

/** By what a person has shown who they are. */
export type Credential = { readonly token: number } | { readonly session: number };

/** Who acts: a person by a token or a session of theirs, or GitLab's own client by the shared secret of its paths. */
export type Actor =
  | {
      readonly kind: 'person';
      readonly staff: Staff;
      readonly scope: TokenScope;
      readonly by: Credential;
      readonly lastUsedAt: Date | null;
    }
  | { readonly kind: 'gitlab' };
