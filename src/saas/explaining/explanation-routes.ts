import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { PortalPeople } from '../eligibility/portal-people.ts';
import { requireStaff, staffIdOf } from '../eligibility/require-staff.ts';
import { type Explaining, explainForPerson } from './explain-for-person.ts';
import { insertAuditEvent } from './explanation-store.ts';

const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** `GET /api/v4/internal/eligibility/:id?user_id=`: for staff of the portal, and noted who has looked. */
export function registerExplanation(app: Server, around: Explaining, people: PortalPeople): void {
  const onRequest = requireStaff(people, 'viewer');
  const schema = { params: Type.Object({ id }), querystring: Type.Object({ user_id: Type.Optional(id) }) };
  app.get('/api/v4/internal/eligibility/:id', { onRequest, schema }, async (request) => {
    const { user_id: userId } = request.query;
    const object = `namespace ${request.params.id}${userId === undefined ? '' : `, user ${userId}`}`;
    await insertAuditEvent(around.database, staffIdOf(request) ?? 0, 'eligibility_explained', object);
    return explainForPerson(around, request.params.id, userId, request.id);
  });
}
