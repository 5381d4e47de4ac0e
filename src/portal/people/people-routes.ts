import { Type } from 'typebox';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter, reason } from '../contract/parameters.ts';
import { role, staffBody, toStaffOnWire } from '../contract/people-on-wire.ts';
import { personActing } from './authenticate.ts';
import { countAdmins, findStaff, insertStaff, listStaff, updateStaff } from './staff-store.ts';

const tags = ['People'];

/** Who works here, and what they may do. */
export function registerPeopleRoutes(app: Server, database: Pool): void {
  const me = { response: failures, tags, summary: 'Whose token this is, and how far it reaches' };
  app.get('/api/v1/me', { config: { access: 'viewer' }, schema: me }, async (request) => ({
    success: true,
    staff: toStaffOnWire(personActing(request)),
    scope: request.actor?.kind === 'person' ? request.actor.scope : null,
  }));

  const list = { response: failures, tags, summary: 'The staff' };
  app.get('/api/v1/staff', { config: { access: 'viewer' }, schema: list }, async () => ({
    success: true,
    staff: (await listStaff(database)).map(toStaffOnWire),
  }));

  const add = { body: staffBody, response: failures, tags, summary: 'Add a person' };
  app.post('/api/v1/staff', { config: { access: 'admin' }, schema: add }, async (request, reply) => {
    const act = actOf(request, 'staff_added', request.body.reason);
    const { after } = await actAudited(database, act, async (connection) => {
      const staff = await insertStaff(connection, request.body);
      if (!staff) throw new BadRequest('Somebody already has this address.', { code: 'already_there' });
      return { object: `staff ${staff.id}`, before: null, after: toStaffOnWire(staff) };
    });
    return reply.code(201).send({ success: true, staff: after });
  });

  const change = {
    params: Type.Object({ id: idParameter }),
    body: Type.Object({ role, disabled: Type.Boolean(), reason }, { additionalProperties: false }),
    response: failures,
    tags,
    summary: 'Change a person’s role, or close or reopen their access',
  };
  app.patch('/api/v1/staff/:id', { config: { access: 'admin' }, schema: change }, async (request) => {
    const act = actOf(request, 'staff_changed', request.body.reason);
    const { after } = await actAudited(database, act, async (connection) => {
      const before = await findStaff(connection, request.params.id);
      const staff = before && (await updateStaff(connection, before.id, request.body));
      if (!staff) throw notFound(`There is no staff ${request.params.id}.`);
      if ((await countAdmins(connection)) === 0) {
        throw new BadRequest('Somebody has to stay admin.', { code: 'last_admin' });
      }
      return { object: `staff ${staff.id}`, before: toStaffOnWire(before), after: toStaffOnWire(staff) };
    });
    return { success: true, staff: after };
  });
}
