import { useMutation, useQueryClient } from '@tanstack/react-query';
import { send } from '../api/send.ts';
import { forgetEverything } from '../api/use-me.ts';

/** Ends the session. */
export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: () => send('DELETE', '/session'), onSuccess: () => forgetEverything(queries) });
}
