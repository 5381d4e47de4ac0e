import { createContext, useContext } from 'react';
import { mayAct, type Role } from '#domain/people/roles.ts';
import type { Me } from '../api/use-me.ts';

export const SignedInContext = createContext<Me | undefined>(undefined);

/** Whoever is signed in. @throws {Error} outside of the pages that need somebody. */
export function useSignedIn(): Me {
  const me = useContext(SignedInContext);
  if (!me) throw new Error('Nobody is signed in here.');
  return me;
}

/** Whether whoever looks may do what needs that role; the portal decides it once more. */
export function useMay(needed: Role): boolean {
  return mayAct(useSignedIn().role, needed);
}
