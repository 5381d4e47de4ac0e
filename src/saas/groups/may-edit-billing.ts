import type { Queryable } from '#kit/postgres/pool.ts';
import type { User } from '../people/user-store.ts';
import { isOwner } from './member-store.ts';
import type { Namespace } from './namespace.ts';

/** True when that person may change what the namespace pays for: its Owners, or the person whose namespace it is. */
export async function mayEditBilling(database: Queryable, namespace: Namespace, user: User): Promise<boolean> {
  if (!user.active) return false;
  if (namespace.kind === 'user') return namespace.ownerId === user.id;
  return isOwner(database, namespace.id, user.id);
}
