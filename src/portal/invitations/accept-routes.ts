import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { sendSessionCookies } from '#kit/sessions/session-cookies.ts';
import { failures } from '../contract/failure-schema.ts';
import { toInvitationOnWire } from '../contract/invitation-on-wire.ts';
import { toStaffOnWire } from '../contract/people-on-wire.ts';
import { forAnyone, password } from '../contract/session-schemas.ts';
import { agentOf } from '../sessions/session-routes.ts';
import { STAFF_COOKIES } from '../sessions/staff-cookies.ts';
import { insertStaffSession } from '../sessions/staff-session-store.ts';
import { acceptInvitation, invitationGone } from './accept-invitation.ts';
import { findOpenInvitation } from './invitation-store.ts';

const secret = Type.String({ minLength: 20, maxLength: 100 });
const tags = ['Sessions'];
const anyone = { access: 'anyone' } as const;

/** What whoever holds an invitation's link may do: see for whom it is, and use it up. */
export function registerAcceptRoutes(app: Server, database: Pool, isSecure: boolean): void {
  const lookBody = Type.Object({ secret }, { additionalProperties: false });
  const look = { ...forAnyone, body: lookBody, response: failures, tags, summary: 'For whom an invitation is' };
  app.post('/api/v1/invitations/look', { config: anyone, schema: look }, async (request) => {
    const invitation = await findOpenInvitation(database, request.body.secret);
    if (!invitation) throw invitationGone();
    return { success: true, invitation: toInvitationOnWire(invitation) };
  });

  const body = Type.Object({ secret, password }, { additionalProperties: false });
  const accept = { ...forAnyone, body, response: failures, tags, summary: 'Use an invitation up, and sign in' };
  app.post('/api/v1/invitations/accept', { config: anyone, schema: accept }, async (request, reply) => {
    // Looked at first, so that nobody has us hash passwords for nothing.
    if (!(await findOpenInvitation(database, request.body.secret))) throw invitationGone();
    const staff = await acceptInvitation(database, request.body.secret, request.body.password, request.id);
    const session = await insertStaffSession(database, staff.id, agentOf(request));
    sendSessionCookies(reply, STAFF_COOKIES, session, isSecure);
    return reply.code(201).send({ success: true, staff: toStaffOnWire(staff) });
  });
}
