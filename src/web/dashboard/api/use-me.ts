import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Role } from '#domain/people/roles.ts';
import type { StaffOnWire } from '#portal/contract/people-answers.ts';
import { RequestFailed } from '../../api/request-failed.ts';
import { onSignedOut, send } from './send.ts';

export type Me = StaffOnWire & { readonly role: Role };

export const ME = ['me'] as const;

/** Whoever is signed in; null for nobody. Asked again whenever the portal says that it knows of no session. */
export function useMe() {
  const queries = useQueryClient();
  useEffect(() => onSignedOut(() => forgetEverything(queries)), [queries]);
  return useQuery({ queryKey: ME, queryFn: findMe, staleTime: 60_000 });
}

async function findMe(): Promise<Me | null> {
  try {
    return (await send<{ staff: Me }>('GET', '/me')).staff;
  } catch (error) {
    if (error instanceof RequestFailed && error.status === 401) return null;
    throw error;
  }
}

/** Nobody meets what was fetched for somebody else. */
export function forgetEverything(queries: QueryClient): void {
  queries.setQueryData(ME, null);
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] });
}
