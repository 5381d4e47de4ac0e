import type { SearchResultOnWire } from '#portal/contract/search-on-wire.ts';

const FOUND_BY: Record<string, string> = { id: 'by its id', path: 'by its path', account: 'by an account' };

/** The page of what was found, for the person through whom it was. */
export function hrefOf({ namespace_id: id, user }: SearchResultOnWire): string {
  return `/namespaces/${id}${user ? `?user=${user.id}` : ''}`;
}

export function titleOf({ namespace_id: id, name }: SearchResultOnWire): string {
  return name ?? `Namespace ${id}`;
}

/** Which one it is, and why it is here. */
export function detailOf({ namespace_id: id, path, plan, user, found_by: foundBy }: SearchResultOnWire): string {
  const who = user ? (user.username ? `@${user.username}` : `user ${user.id}`) : '';
  const because =
    foundBy === 'owner' ? `owned by ${who}` : foundBy === 'applicant' ? `${who} applied` : FOUND_BY[foundBy];
  return [`id ${id}`, path, plan === null ? null : `plan ${plan}`, because].filter(Boolean).join(' · ');
}
