import { Type } from 'typebox';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { toInvitationOnWire } from '../contract/invitation-on-wire.ts';
import { idParameter, onlyReason } from '../contract/parameters.ts';
import { staffBody } from '../contract/people-on-wire.ts';
import { findStaffByEmail } from '../people/staff-store.ts';
import { insertInvitation, listOpenInvitations, updateInvitationRevoked } from './invitation-store.ts';

const tags = ['People'];
const config = { access: 'admin' } as const;

/** Inviting people by a link that works once, for three days. */
export function registerInvitationRoutes(app: Server, database: Pool, portalUrl: string): void {
  const list = { response: failures, tags, summary: 'Invitations that can still be used' };
  app.get('/api/v1/invitations', { config, schema: list }, async () => ({
    success: true,
    invitations: (await listOpenInvitations(database)).map(toInvitationOnWire),
  }));

  const summary = 'Invite a person, or have one who is there choose a new password; the link is told this once';
  const invite = { body: staffBody, response: failures, tags, summary };
  app.post('/api/v1/invitations', { config, schema: invite }, async (request, reply) => {
    const act = actOf(request, 'staff_invited', request.body.reason);
    const { after, secret } = await actAudited(database, act, async (connection) => {
      // Somebody who is there keeps name and role: those are changed where it is seen what they were.
      const known = await findStaffByEmail(connection, request.body.email);
      if (known?.disabledAt) {
        throw new BadRequest(`${known.name} has no access any more; reopen it first.`, { code: 'staff_disabled' });
      }
      const { email, name, role } = known ?? request.body;
      const made = await insertInvitation(connection, { email, name, role, invitedBy: act.staff.id });
      const after = toInvitationOnWire(made.invitation);
      return { object: `invitation ${after.id}`, before: null, after, secret: made.secret };
    });
    // Behind the #, which no browser sends and no server logs.
    const url = `${portalUrl}/dashboard/invitation#${secret}`;
    return reply.code(201).send({ success: true, invitation: after, url });
  });

  const params = Type.Object({ id: idParameter });
  const revoke = { params, body: onlyReason, response: failures, tags, summary: 'Revoke an invitation' };
  app.delete('/api/v1/invitations/:id', { config, schema: revoke }, async (request) => {
    const { id } = request.params;
    await actAudited(database, actOf(request, 'invitation_revoked', request.body.reason), async (connection) => {
      const revoked = await updateInvitationRevoked(connection, id);
      if (!revoked) throw notFound(`There is no open invitation ${id}.`);
      return { object: `invitation ${id}`, before: toInvitationOnWire(revoked), after: null };
    });
    return { success: true };
  });
}
