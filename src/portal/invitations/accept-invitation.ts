import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { hashPassword } from '#kit/sessions/password.ts';
import { insertAuditEntry } from '../audit/audit-store.ts';
import { toStaffOnWire } from '../contract/people-on-wire.ts';
import type { Staff } from '../people/staff.ts';
import { findStaffByEmail, insertStaff } from '../people/staff-store.ts';
import { upsertPassword } from '../sessions/password-store.ts';
import { deleteStaffSessions } from '../sessions/staff-session-store.ts';
import { updateInvitationUsed } from './invitation-store.ts';

/** Said of every link that opens nothing, so that nobody learns which ones there were. */
export function invitationGone(): BadRequest {
  const sentence = 'This link was used already, was revoked, or is too old. Ask an admin for a new one.';
  return new BadRequest(sentence, { status: 404, code: 'invitation_gone' });
}

/**
 * Uses an invitation up: the person is there afterwards and has that password, and whoever was signed in as them is not
 * any more.
 * @throws {BadRequest} `invitation_gone`.
 */
export async function acceptInvitation(
  database: Pool,
  secret: string,
  password: string,
  requestId: string,
): Promise<Staff> {
  const passwordHash = await hashPassword(password);
  return inTransaction(database, async (connection) => {
    const invitation = await updateInvitationUsed(connection, secret);
    if (!invitation) throw invitationGone();
    const known = await findStaffByEmail(connection, invitation.email);
    const staff = known ?? (await insertStaff(connection, invitation));
    if (!staff || staff.disabledAt) throw invitationGone();
    await upsertPassword(connection, staff.id, passwordHash);
    await deleteStaffSessions(connection, staff.id);
    await insertAuditEntry(connection, {
      actorId: staff.id,
      actorName: staff.name,
      action: 'invitation_accepted',
      object: `staff ${staff.id}`,
      namespaceId: null,
      reason: `invitation ${invitation.id}`,
      requestId,
      before: known ? toStaffOnWire(known) : null,
      after: toStaffOnWire(staff),
    });
    return staff;
  });
}
