import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { send } from '../api/send.ts';

/** Ends the session. */
export function useSignOut() {
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: () => send('DELETE', '/session'),
    onSuccess: () => navigate('/users/sign_in'),
  });
}
