import { useQuery } from '@tanstack/react-query';
import type { toInvitationOnWire } from '#portal/contract/invitation-on-wire.ts';
import type { StaffOnWire, TokenOnWire } from '#portal/contract/people-answers.ts';
import type { toSessionOnWire } from '#portal/contract/session-schemas.ts';
import { send } from './send.ts';

export type SessionOnWire = ReturnType<typeof toSessionOnWire>;
export type InvitationOnWire = ReturnType<typeof toInvitationOnWire>;

export const PEOPLE = ['people'] as const;

export function useStaff() {
  return useQuery({
    queryKey: [...PEOPLE, 'staff'],
    queryFn: async () => (await send<{ staff: readonly StaffOnWire[] }>('GET', '/staff')).staff,
  });
}

/** Invitations that can still be used; for admins. */
export function useInvitations(isAdmin: boolean) {
  return useQuery({
    queryKey: [...PEOPLE, 'invitations'],
    queryFn: async () => (await send<{ invitations: readonly InvitationOnWire[] }>('GET', '/invitations')).invitations,
    enabled: isAdmin,
  });
}

type Access = { readonly sessions: readonly SessionOnWire[]; readonly tokens: readonly TokenOnWire[] };

/** Where somebody is signed in, and their tokens; for admins. */
export function useAccess(id: string, isAdmin: boolean) {
  return useQuery({
    queryKey: [...PEOPLE, 'access', id],
    queryFn: () => send<Access>('GET', `/staff/${id}/access`),
    enabled: isAdmin,
  });
}

export function useOwnSessions() {
  return useQuery({
    queryKey: [...PEOPLE, 'own sessions'],
    queryFn: async () => (await send<{ sessions: readonly SessionOnWire[] }>('GET', '/sessions')).sessions,
  });
}

export function useOwnTokens() {
  return useQuery({
    queryKey: [...PEOPLE, 'own tokens'],
    queryFn: async () => (await send<{ tokens: readonly TokenOnWire[] }>('GET', '/tokens')).tokens,
  });
}
