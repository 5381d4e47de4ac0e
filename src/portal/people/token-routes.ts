import { Type } from 'typebox';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter } from '../contract/parameters.ts';
import { scope, toTokenOnWire } from '../contract/people-on-wire.ts';
import { personActing } from './authenticate.ts';
import { insertToken, listTokens, revokeToken } from './token-store.ts';

const MILLISECONDS_PER_DAY = 86_400_000;
const tags = ['People'];

/** A person's own tokens: made, listed, revoked. */
export function registerTokenRoutes(app: Server, database: Pool): void {
  const config = { access: 'viewer' } as const;
  const list = { response: failures, tags, summary: 'Your tokens, newest first' };
  app.get('/api/v1/tokens', { config, schema: list }, async (request) => ({
    success: true,
    tokens: (await listTokens(database, personActing(request).id)).map(toTokenOnWire),
  }));

  const body = Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
      scope,
      days: Type.Integer({ minimum: 1, maximum: 365, description: 'How long it is valid.' }),
    },
    { additionalProperties: false },
  );
  const create = { body, response: failures, tags, summary: 'Make a token; its secret is told this once' };
  app.post('/api/v1/tokens', { config, schema: create }, async (request, reply) => {
    const staff = personActing(request);
    const expiresAt = new Date(Date.now() + request.body.days * MILLISECONDS_PER_DAY);
    const { made } = await actAudited(database, actOf(request, 'token_created', 'by its owner'), async (connection) => {
      const made = await insertToken(connection, { staffId: staff.id, ...request.body, expiresAt });
      return { object: `token ${made.token.id}`, before: null, after: toTokenOnWire(made.token), made };
    });
    return reply.code(201).send({ success: true, token: toTokenOnWire(made.token), secret: made.secret });
  });

  const params = Type.Object({ id: idParameter });
  const revoke = { params, response: failures, tags, summary: 'Revoke one of your tokens' };
  app.delete('/api/v1/tokens/:id', { config, schema: revoke }, async (request) => {
    const act = actOf(request, 'token_revoked', 'by its owner');
    const { after } = await actAudited(database, act, async (connection) => {
      const token = await revokeToken(connection, request.params.id, act.staff.id);
      if (!token) throw notFound(`You have no token ${request.params.id}.`);
      return { object: `token ${token.id}`, before: null, after: toTokenOnWire(token) };
    });
    return { success: true, token: after };
  });
}
