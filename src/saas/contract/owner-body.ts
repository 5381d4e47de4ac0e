import type { Owner } from '../groups/member-store.ts';

export type OwnerBody = {
  readonly user: { readonly id: number; readonly username: string | null; readonly name: string | null };
  readonly access_level: 50;
  readonly notification_email: string;
};

/** A direct Owner as the portal reads it, to tell them about billing. */
export function ownerBody(owner: Owner): OwnerBody {
  return {
    user: { id: owner.userId, username: owner.username, name: owner.name },
    access_level: 50,
    notification_email: owner.email,
  };
}
