import { Type } from 'typebox';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { hashPassword, isPassword } from '#kit/sessions/password.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { password } from '../contract/session-schemas.ts';
import { findPasswordHash, upsertPassword } from './password-store.ts';
import { currentSession } from './session-routes.ts';
import { SignInLimit } from './sign-in-limit.ts';
import { deleteStaffSessions } from './staff-session-store.ts';

/** Changing one's password, which ends every other session of that person. */
export function registerPasswordRoutes(app: Server, database: Pool): void {
  const limit = new SignInLimit();
  const body = Type.Object(
    { current_password: Type.Optional(Type.String({ maxLength: 128 })), password },
    { additionalProperties: false },
  );
  const summary = 'Change your password; your other sessions end';
  const schema = { body, response: failures, tags: ['Sessions'], summary };
  app.put('/api/v1/me/password', { config: { access: 'viewer' }, schema }, async (request) => {
    const act = actOf(request, 'password_changed', 'by its owner');
    limit.assertOpen(act.staff.email, request.ip);
    const kept = await findPasswordHash(database, act.staff.id);
    if (kept !== undefined && !(await isPassword(request.body.current_password ?? '', kept))) {
      limit.fail(act.staff.email, request.ip);
      const wrong = 'is not your password';
      throw new BadRequest('That is not your current password.', {
        code: 'sign_in_failed',
        attributes: { current_password: [wrong] },
      });
    }
    const hashed = await hashPassword(request.body.password);
    const { ended } = await actAudited(database, act, async (connection) => {
      await upsertPassword(connection, act.staff.id, hashed);
      const ended = await deleteStaffSessions(connection, act.staff.id, currentSession(request));
      return { object: `staff ${act.staff.id}`, before: null, after: { sessions_ended: ended }, ended };
    });
    return { success: true, sessions_ended: ended };
  });
}
