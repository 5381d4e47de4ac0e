import type { Invitation } from '../invitations/invitation.ts';

/** An invitation without the secret of its link. */
export function toInvitationOnWire(invitation: Invitation) {
  return {
    id: invitation.id,
    email: invitation.email,
    name: invitation.name,
    role: invitation.role,
    created_at: invitation.createdAt.toISOString(),
    expires_at: invitation.expiresAt.toISOString(),
  };
}
