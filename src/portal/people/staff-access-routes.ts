import { Type } from 'typebox';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Connection, Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter, onlyReason } from '../contract/parameters.ts';
import { toTokenOnWire } from '../contract/people-on-wire.ts';
import { toSessionOnWire } from '../contract/session-schemas.ts';
import { currentSession } from '../sessions/session-routes.ts';
import { deleteStaffSession, listStaffSessions } from '../sessions/staff-session-store.ts';
import { listTokens, revokeToken } from './token-store.ts';

const tags = ['People'];
const config = { access: 'admin' } as const;

/** Where a person is signed in and which tokens they have, for admins: looked at, ended, revoked. */
export function registerStaffAccessRoutes(app: Server, database: Pool): void {
  const params = Type.Object({ id: idParameter });
  const show = { params, response: failures, tags, summary: 'A person’s sessions and tokens' };
  app.get('/api/v1/staff/:id/access', { config, schema: show }, async (request) => {
    const { id } = request.params;
    const [sessions, tokens] = await Promise.all([listStaffSessions(database, id), listTokens(database, id)]);
    return {
      success: true,
      sessions: sessions.map((one) => toSessionOnWire(one, currentSession(request))),
      tokens: tokens.map(toTokenOnWire),
    };
  });

  type End = (connection: Connection, id: number, staffId: number) => Promise<unknown>;
  const ends: [string, string, string, End][] = [
    ['sessions', 'session', 'session_ended', deleteStaffSession],
    ['tokens', 'token', 'token_revoked', revokeToken],
  ];
  for (const [path, what, action, end] of ends) {
    const both = Type.Object({ id: idParameter, item: idParameter });
    const schema = { params: both, body: onlyReason, response: failures, tags, summary: `End a person’s ${what}` };
    app.delete(`/api/v1/staff/:id/${path}/:item`, { config, schema }, async (request) => {
      const { id, item } = request.params;
      await actAudited(database, actOf(request, action, request.body.reason), async (connection) => {
        if (!(await end(connection, item, id))) {
          throw notFound(`Staff ${id} has no ${what} ${item}.`);
        }
        return { object: `${what} ${item}`, before: { staff_id: id }, after: null };
      });
      return { success: true };
    });
  }
}
