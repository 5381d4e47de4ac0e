import { useSyncExternalStore } from 'react';
import { csrfToken } from '../../api/csrf-token.ts';
import { subscribeToSession } from '../api/session-cookie.ts';

/** Known at once, without a request: no page flashes that is meant for somebody else. */
export function useIsSignedIn(): boolean {
  return useSyncExternalStore(subscribeToSession, () => csrfToken() !== undefined);
}
